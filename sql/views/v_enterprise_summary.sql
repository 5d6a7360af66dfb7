-- One row per enterprise: its return lines by verdict, their value, and what is due next. Closed lines count in `lines`
-- alone; what is due next is of lines that no rule refuses, `overdue` of all open ones.
CREATE OR REPLACE VIEW v_enterprise_summary AS
SELECT
    enterprise,
    any_value(enterprise_name) AS enterprise_name,
    count(*) AS lines,
    count(*) FILTER (WHERE is_open) AS lines_open,
    count(*) FILTER (WHERE is_open AND verdict = 'eligible') AS eligible,
    count(*) FILTER (WHERE is_open AND verdict = 'needs_evidence') AS needs_evidence,
    count(*) FILTER (WHERE is_open AND verdict = 'ineligible') AS ineligible,
    count(*) FILTER (WHERE verdict = 'withdrawn') AS withdrawn,
    sum(value_cny) FILTER (WHERE is_open) AS value_open_cny,
    sum(value_cny) FILTER (WHERE is_open AND verdict = 'eligible') AS value_eligible_cny,
    sum(value_cny) FILTER (WHERE is_open AND verdict = 'needs_evidence') AS value_needs_evidence_cny,
    sum(value_cny) FILTER (WHERE is_open AND verdict = 'ineligible') AS value_ineligible_cny,
    count(*) FILTER (WHERE is_open AND value_cny IS NULL) AS lines_without_value,
    count(*) FILTER (WHERE is_open AND tax_relief = 'exempt') AS exempt,
    count(*) FILTER (WHERE is_open AND verdict <> 'ineligible' AND days_left BETWEEN 0 AND 30) AS due_in_30_days,
    count(*) FILTER (WHERE is_open AND days_left < 0) AS overdue,
    min(deadline) FILTER (WHERE is_open AND verdict <> 'ineligible' AND days_left >= 0) AS next_deadline,
    min(ship_by) FILTER (WHERE is_open AND verdict <> 'ineligible' AND days_left >= 0 AND ship_by >= as_of) AS next_ship_by
FROM v_line
GROUP BY enterprise;
