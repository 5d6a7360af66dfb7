-- The last published night.
SELECT
    run_id,
    as_of
FROM run
ORDER BY run_id DESC
LIMIT 1;
