-- The columns that each file of a feed has.
SELECT
    file_id,
    columns
FROM load_file
WHERE status = 'loaded' AND feed = $feed;
