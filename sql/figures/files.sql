-- Every file met for the night's day, by however many runs: where its rows went, and whether they add up.
SELECT
    accounting.path,
    accounting.feed,
    accounting.status,
    accounting.rows_read,
    accounting.rows_accepted,
    accounting.rows_amended,
    accounting.rows_duplicate,
    accounting.rows_quarantined,
    load.sha256,
    load.reason_code,
    load.reason_details
FROM v_accounting AS accounting
INNER JOIN load_file AS load ON load.file_id = accounting.file_id
WHERE accounting.as_of = (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1)
ORDER BY accounting.file_id;
