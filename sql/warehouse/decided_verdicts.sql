-- The decisions on record, by verdict.
SELECT
    verdict,
    count(*) AS lines
FROM decision
GROUP BY verdict;
