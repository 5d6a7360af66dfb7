-- The verdicts of one night.
SELECT
    eligible,
    needs_evidence,
    ineligible,
    withdrawn
FROM run
WHERE run_id = $run_id;
