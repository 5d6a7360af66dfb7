-- The first number free for a file.
SELECT coalesce(max(file_id), 0) + 1 AS next_file_id
FROM load_file;
