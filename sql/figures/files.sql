-- Every file met this night, where its rows went, and whether they add up.
SELECT
    accounting.path,
    accounting.feed,
    accounting.status,
    accounting.reason,
    accounting.rows_read,
    accounting.rows_accepted,
    accounting.rows_amended,
    accounting.rows_duplicate,
    accounting.rows_quarantined,
    accounting.adds_up,
    load.sha256
FROM v_accounting AS accounting
INNER JOIN load_file AS load ON load.file_id = accounting.file_id
WHERE accounting.run_id = (SELECT max(run_id) FROM run)
ORDER BY accounting.file_id;
