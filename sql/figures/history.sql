-- Open lines by verdict on the last run of each of the last thirty days.
WITH last_run AS (
    SELECT
        run.run_id,
        run.as_of
    FROM run
    CROSS JOIN (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1) AS night
    WHERE run.as_of BETWEEN night.as_of - 29 AND night.as_of
    QUALIFY row_number() OVER (PARTITION BY run.as_of ORDER BY run.run_id DESC) = 1
)

SELECT
    last_run.as_of,
    coalesce(sum(counted.lines) FILTER (WHERE counted.verdict = 'eligible'), 0) AS eligible,
    coalesce(sum(counted.lines) FILTER (WHERE counted.verdict = 'needs_evidence'), 0) AS needs_evidence,
    coalesce(sum(counted.lines) FILTER (WHERE counted.verdict = 'ineligible'), 0) AS ineligible
FROM last_run
LEFT JOIN open_lines AS counted ON counted.run_id = last_run.run_id
GROUP BY last_run.as_of
ORDER BY last_run.as_of;
