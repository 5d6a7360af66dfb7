-- Open lines by verdict on each of the last thirty days with a night.
WITH day AS (
    SELECT DISTINCT run.as_of
    FROM run
    CROSS JOIN (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1) AS night
    WHERE run.as_of BETWEEN night.as_of - 29 AND night.as_of
)

SELECT
    day.as_of,
    coalesce(sum(counted.lines) FILTER (WHERE counted.verdict = 'eligible'), 0) AS eligible,
    coalesce(sum(counted.lines) FILTER (WHERE counted.verdict = 'needs_evidence'), 0) AS needs_evidence,
    coalesce(sum(counted.lines) FILTER (WHERE counted.verdict = 'ineligible'), 0) AS ineligible
FROM day
LEFT JOIN open_lines AS counted ON counted.as_of = day.as_of
GROUP BY day.as_of
ORDER BY day.as_of;
