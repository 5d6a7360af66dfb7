-- The version of Homeward that wrote the last night.
SELECT version FROM run ORDER BY run_id DESC LIMIT 1;
