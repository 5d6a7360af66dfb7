-- The decisions on record, by verdict.
SELECT
    verdict,
    count(*) AS lines
FROM decision
INNER JOIN outcome USING (outcome_id)
GROUP BY verdict;
