-- How many open lines of each enterprise have each verdict.
INSERT INTO open_lines
SELECT
    $as_of AS as_of,
    decision.enterprise,
    outcome.verdict,
    count(*) AS lines
FROM decision
INNER JOIN outcome ON outcome.outcome_id = decision.outcome_id
WHERE decision.is_open
GROUP BY decision.enterprise, outcome.verdict
ORDER BY decision.enterprise, outcome.verdict;
