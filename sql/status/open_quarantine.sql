-- Rows that still wait in quarantine, by cause.
SELECT
    feed,
    unnest(list_distinct([error."check" FOR error IN errors])) AS "check",
    count(*) AS rows
FROM quarantine
WHERE status = 'open'
GROUP BY ALL
ORDER BY rows DESC, feed, "check"
LIMIT 20;
