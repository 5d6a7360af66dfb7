-- Every file met this night and where its rows went; for readers of everything alone.
SELECT
    path,
    feed,
    status AS file_status,
    rows_read,
    rows_accepted,
    rows_amended,
    rows_duplicate,
    rows_quarantined,
    adds_up,
    reason
FROM v_accounting
WHERE getvariable('enterprise') IS NULL AND run_id = (SELECT max(run_id) FROM run)
ORDER BY file_id;
