-- The published nights, in the order in which they ran.
SELECT
    run_id,
    as_of,
    version,
    rulebook
FROM run
ORDER BY run_id;
