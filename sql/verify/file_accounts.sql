-- Files whose rows do not add up, of every night in this warehouse.
SELECT
    load.path,
    load.rows_read,
    load.rows_accepted + load.rows_amended + load.rows_duplicate + load.rows_quarantined AS rows_placed,
    load.rows_quarantined,
    count(held.row_no) AS rows_in_quarantine,
    load.file_id
FROM load_file AS load
LEFT JOIN quarantine AS held ON held.file_id = load.file_id
WHERE load.status = 'loaded'
GROUP BY ALL
HAVING
    load.rows_read <> load.rows_accepted + load.rows_amended + load.rows_duplicate + load.rows_quarantined
    OR count(held.row_no) <> load.rows_quarantined
ORDER BY load.path;
