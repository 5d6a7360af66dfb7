-- One row per enterprise: return lines by verdict, and what is at stake.
CREATE OR REPLACE VIEW v_enterprise_summary AS
SELECT
    enterprise,
    count(*) AS return_lines,
    count(*) FILTER (WHERE verdict = 'eligible') AS eligible,
    count(*) FILTER (WHERE verdict = 'needs_evidence') AS needs_evidence,
    count(*) FILTER (WHERE verdict = 'ineligible') AS ineligible,
    count(*) FILTER (WHERE verdict = 'withdrawn') AS withdrawn,
    count(*) FILTER (WHERE is_open AND NOT is_back AND days_left BETWEEN 0 AND 7) AS due_within_7_days,
    sum(value_cny) AS value_cny,
    sum(value_cny) FILTER (WHERE verdict IN ('needs_evidence', 'ineligible')) AS value_blocked_cny,
    count(*) FILTER (WHERE value_cny IS NULL) AS lines_without_value
FROM eligibility
GROUP BY enterprise;
