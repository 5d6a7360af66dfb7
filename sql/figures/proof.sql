-- The headline figures once more, by the decisions themselves: the report's own must equal them.
SELECT
    coalesce(sum(lines), 0) AS lines,
    coalesce(sum(eligible), 0) AS eligible,
    coalesce(sum(needs_evidence), 0) AS needs_evidence,
    coalesce(sum(ineligible), 0) AS ineligible,
    coalesce(sum(due_within_week), 0) AS due_within_week,
    coalesce(sum(due_within_13_weeks), 0) AS due_within_13_weeks,
    coalesce(sum(value_due_within_week), 0) AS value_due_within_week
FROM every_proof
WHERE getvariable('enterprise') IS NULL OR list_contains(getvariable('enterprise'), enterprise);
