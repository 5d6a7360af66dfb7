-- How many open lines pass their year within seven days, and their value.
SELECT
    count(*) AS lines,
    sum(value_cny) AS value_cny
FROM eligibility
WHERE is_open AND NOT is_back AND days_left BETWEEN 0 AND 7 AND verdict IN ('eligible', 'needs_evidence');
