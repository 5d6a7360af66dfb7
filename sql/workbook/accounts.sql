-- Every file met for the night's day, by however many runs, and where its rows went; for readers of everything alone.
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
WHERE getvariable('enterprise') IS NULL AND as_of = (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1)
ORDER BY file_id;
