-- The last published night of an earlier as-of day: what "since last night" means.
SELECT
    as_of,
    rulebook
FROM run
WHERE as_of < (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1)
ORDER BY run_id DESC
LIMIT 1;
