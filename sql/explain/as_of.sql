-- The day for which the last published night was decided.
SELECT as_of
FROM run
ORDER BY run_id DESC
LIMIT 1;
