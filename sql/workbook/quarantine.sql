-- Rows that wait in quarantine, a row for each check they fail; of one enterprise only those that name it, without the
-- file, which may hold others' rows too.
SELECT
    held.quarantine_id,
    held.feed,
    CASE WHEN getvariable('enterprise') IS NULL THEN load.path END AS path,
    held.row_no,
    held.key,
    listed.error."column" AS "column",
    listed.error."check" AS "check",
    listed.error."value" AS "value",
    listed.error.message AS message
FROM quarantine AS held
INNER JOIN load_file AS load ON load.file_id = held.file_id
CROSS JOIN unnest(held.errors) AS listed (error)
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = held.raw ->> '$.enterprise_code'
WHERE
    held.status = 'open'
    AND (
        getvariable('enterprise') IS NULL
        OR list_contains(getvariable('enterprise'), coalesce(known.enterprise, held.raw ->> '$.enterprise_code'))
    )
ORDER BY held.feed, load.path, held.row_no, listed.error."column", listed.error."check"
LIMIT $rows_at_most;
