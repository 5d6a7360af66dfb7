-- Lines still expected, as the report counts them, whose year ends within thirty days, and those past it: open, not back,
-- and not refused.
SELECT
    count(*) FILTER (WHERE days_left BETWEEN 0 AND 7) AS due_7,
    count(*) FILTER (WHERE days_left BETWEEN 8 AND 30) AS due_30,
    count(*) FILTER (WHERE days_left < 0) AS overdue
FROM eligibility
WHERE is_open AND NOT is_back AND verdict IN ('eligible', 'needs_evidence');
