-- The columns that each file of a feed has, and its hash.
SELECT
    file_id,
    columns,
    sha256
FROM load_file
WHERE status = 'loaded' AND feed = $feed;
