-- How many rows of a file are quarantined, but for updates of rows that only a warehouse could hold.
SELECT count(*) FILTER (WHERE errors[1]."check" <> 'unknown_key') AS rows
FROM quarantine
WHERE file_id = $file_id;
