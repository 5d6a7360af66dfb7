-- Open quarantined rows by file and cause, each cause with its first row and the cell found there.
SELECT
    load.path,
    held.feed,
    error."check" AS "check",
    error."column" AS "column",
    count(*) AS rows,
    min(held.row_no) AS first_row,
    arg_min(error."value", held.row_no) AS "value",
    arg_min(held.quarantine_id, held.row_no) AS quarantine_id
FROM quarantine AS held
INNER JOIN load_file AS load ON load.file_id = held.file_id
CROSS JOIN unnest(held.errors) AS listed (error)
WHERE held.status = 'open'
GROUP BY ALL
ORDER BY load.path, rows DESC, "check", "column";
