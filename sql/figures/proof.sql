-- The headline figures once more, straight from the decisions: the report's own must equal them.
SELECT
    count(*) AS lines,
    count(*) FILTER (WHERE is_open) AS open_lines,
    count(*) FILTER (WHERE is_open AND verdict = 'eligible') AS eligible,
    count(*) FILTER (WHERE is_open AND verdict = 'needs_evidence') AS needs_evidence,
    count(*) FILTER (WHERE is_open AND verdict = 'ineligible') AS ineligible,
    count(*) FILTER (
        WHERE is_open AND NOT is_back AND verdict IN ('eligible', 'needs_evidence') AND days_left BETWEEN 0 AND 7
    ) AS due_within_week,
    count(*) FILTER (
        WHERE is_open AND NOT is_back AND verdict IN ('eligible', 'needs_evidence') AND days_left BETWEEN 0 AND 91
    ) AS due_within_13_weeks,
    coalesce(sum(value_cny) FILTER (
        WHERE is_open AND NOT is_back AND verdict IN ('eligible', 'needs_evidence') AND days_left BETWEEN 0 AND 7
    ), 0) AS value_due_within_week
FROM eligibility
WHERE getvariable('enterprise') IS NULL OR list_contains(getvariable('enterprise'), enterprise);
