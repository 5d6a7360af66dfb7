-- Rows that still wait in quarantine, by cause.
SELECT
    held.feed,
    error."check" AS "check",
    count(DISTINCT held.quarantine_id) AS rows
FROM quarantine AS held
CROSS JOIN unnest(held.errors) AS listed (error)
WHERE held.status = 'open'
GROUP BY ALL
ORDER BY rows DESC, held.feed, "check"
LIMIT 20;
