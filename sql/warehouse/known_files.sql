-- What former nights made of each file.
SELECT
    path,
    sha256,
    status
FROM load_file;
