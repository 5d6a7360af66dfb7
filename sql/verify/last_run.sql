-- The night a warehouse is of: what decided it.
SELECT
    run_id,
    as_of,
    version,
    rulebook
FROM run
ORDER BY run_id DESC
LIMIT 1;
