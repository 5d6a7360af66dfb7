-- Files rejected on the last nights.
SELECT
    path,
    reason,
    run_id
FROM load_file
WHERE status = 'rejected' AND run_id IN (SELECT run_id FROM run ORDER BY run_id DESC LIMIT 7)
ORDER BY file_id DESC
LIMIT 20;
