-- Files that were ever taken in, and whether they were taken back since.
SELECT
    path,
    sha256,
    retracted_run_id IS NOT NULL AS is_taken_back
FROM load_file
WHERE status = 'loaded'
ORDER BY file_id;
