-- Counts and value of each verdict.
SELECT
    verdict,
    count(*) AS lines,
    sum(value_cny) AS value_cny
FROM eligibility
GROUP BY verdict;
