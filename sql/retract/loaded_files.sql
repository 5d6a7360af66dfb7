-- Loaded files that are not taken back and go by this name: path, number, or the beginning of the hash.
SELECT
    file_id,
    path,
    feed,
    sha256
FROM load_file
WHERE
    status = 'loaded'
    AND retracted_run_id IS NULL
    AND (
        list_contains($paths, path)
        OR CAST(file_id AS VARCHAR) = $name
        OR (length($name) >= 8 AND starts_with(sha256, lower($name)))
    )
ORDER BY file_id;
