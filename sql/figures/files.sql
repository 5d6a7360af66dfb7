-- Every file of the night and where its rows went.
SELECT
    path,
    status,
    reason,
    rows_read,
    rows_accepted,
    rows_amended,
    rows_duplicate,
    rows_quarantined
FROM v_accounting
WHERE run_id = (SELECT max(run_id) FROM run)
ORDER BY file_id;
