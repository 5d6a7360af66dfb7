-- What a night is listed with.
SELECT
    run_id,
    as_of,
    version,
    eligible,
    needs_evidence,
    ineligible,
    withdrawn
FROM run
ORDER BY run_id DESC
LIMIT 1;
