-- Every file met for the night's day, by however many runs, and where its rows went; for readers of everything alone.
SELECT
    accounting.path,
    accounting.feed,
    accounting.status AS file_status,
    accounting.rows_read,
    accounting.rows_accepted,
    accounting.rows_amended,
    accounting.rows_duplicate,
    accounting.rows_quarantined,
    accounting.adds_up,
    load.reason_code,
    load.reason_details
FROM v_accounting AS accounting
INNER JOIN load_file AS load ON load.file_id = accounting.file_id
WHERE
    getvariable('enterprise') IS NULL
    AND accounting.as_of = (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1)
ORDER BY accounting.file_id
LIMIT $rows_at_most;
