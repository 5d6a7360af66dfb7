-- Rows that wait in quarantine, by feed and cause; of one enterprise only where the row itself names it.
SELECT
    held.feed,
    error."check" AS "check",
    error."column" AS "column",
    count(DISTINCT held.quarantine_id) AS rows,
    arg_min(error."value", held.quarantine_id) AS "value"
FROM quarantine AS held
CROSS JOIN unnest(held.errors) AS listed (error)
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = held.raw ->> '$.enterprise_code'
WHERE
    held.status = 'open'
    AND (
        getvariable('enterprise') IS NULL
        OR list_contains(getvariable('enterprise'), coalesce(known.enterprise, held.raw ->> '$.enterprise_code'))
    )
GROUP BY held.feed, error."check", error."column"
ORDER BY rows DESC, held.feed, "check", "column";
