-- Files that were taken in and not taken back, with the day they were taken in on.
SELECT
    load.path,
    load.sha256,
    run.as_of
FROM load_file AS load
INNER JOIN run USING (run_id)
WHERE load.status = 'loaded' AND load.retracted_run_id IS NULL
ORDER BY load.file_id;
