-- How many rows of a file are in their table.
SELECT count(*) AS in_place
FROM {{ table }}
WHERE file_id = $file_id;
