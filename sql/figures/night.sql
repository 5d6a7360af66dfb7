-- The last published night.
SELECT *
FROM run
ORDER BY run_id DESC
LIMIT 1;
