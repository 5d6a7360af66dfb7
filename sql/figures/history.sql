-- The last run of each of the last thirty days.
SELECT
    run.as_of,
    run.eligible,
    run.needs_evidence,
    run.ineligible
FROM run
CROSS JOIN (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1) AS night
WHERE run.as_of BETWEEN night.as_of - 29 AND night.as_of
QUALIFY row_number() OVER (PARTITION BY run.as_of ORDER BY run.run_id DESC) = 1
ORDER BY run.as_of;
