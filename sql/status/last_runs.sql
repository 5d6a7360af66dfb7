-- The last published nights, newest first.
SELECT
    run_id,
    as_of,
    started_at,
    date_diff('second', started_at, finished_at) AS seconds,
    eligible,
    needs_evidence,
    ineligible,
    withdrawn,
    warnings
FROM run
ORDER BY run_id DESC
LIMIT 7;
