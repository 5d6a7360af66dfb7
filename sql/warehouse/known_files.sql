-- What former nights made of each file.
SELECT
    path,
    sha256,
    status,
    retracted_run_id IS NOT NULL AS is_retracted
FROM load_file;
