-- The night itself.
SELECT *
FROM run
ORDER BY run_id DESC
LIMIT 1;
