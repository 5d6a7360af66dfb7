-- The headline figures of each enterprise once more, straight from the decisions.
CREATE TEMP TABLE IF NOT EXISTS every_proof AS
SELECT
    enterprise,
    count(*) AS lines,
    count(*) FILTER (WHERE is_open AND verdict = 'eligible') AS eligible,
    count(*) FILTER (WHERE is_open AND verdict = 'needs_evidence') AS needs_evidence,
    count(*) FILTER (WHERE is_open AND verdict = 'ineligible') AS ineligible,
    count(*) FILTER (
        WHERE is_open AND NOT is_back AND verdict IN ('eligible', 'needs_evidence') AND days_left BETWEEN 0 AND 7
    ) AS due_within_week,
    count(*) FILTER (
        WHERE is_open AND NOT is_back AND verdict IN ('eligible', 'needs_evidence') AND days_left BETWEEN 0 AND 91
    ) AS due_within_13_weeks,
    sum(value_cny) FILTER (
        WHERE is_open AND NOT is_back AND verdict IN ('eligible', 'needs_evidence') AND days_left BETWEEN 0 AND 7
    ) AS value_due_within_week
FROM eligibility
GROUP BY enterprise;
