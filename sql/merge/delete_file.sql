-- The rows of a file that is not taken, or is read once more.
DELETE FROM {{ table }}
WHERE file_id = $file_id;
