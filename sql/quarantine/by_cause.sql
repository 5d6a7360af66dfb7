-- Open quarantined rows by file and cause.
SELECT
    load.path,
    held.feed,
    error."check" AS "check",
    error."column" AS "column",
    count(*) AS rows,
    min(held.row_no) AS first_row,
    arg_min(error.message, held.row_no) AS message
FROM quarantine AS held
INNER JOIN load_file AS load ON load.file_id = held.file_id
CROSS JOIN unnest(held.errors) AS listed (error)
WHERE held.status = 'open'
GROUP BY ALL
ORDER BY load.path, rows DESC, "check", "column";
