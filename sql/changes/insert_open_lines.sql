-- How many open lines of each enterprise have each verdict.
INSERT INTO open_lines
SELECT
    $run_id AS run_id,
    decision.enterprise,
    outcome.verdict,
    count(*) AS lines
FROM decision
INNER JOIN outcome ON outcome.outcome_id = decision.outcome_id
WHERE decision.is_open
GROUP BY decision.enterprise, outcome.verdict
ORDER BY decision.enterprise, outcome.verdict;
