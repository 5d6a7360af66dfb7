-- Rows of files that were taken back need no correction any more: this file's, and those that it had corrected of others.
UPDATE quarantine
SET
    status = 'dismissed',
    dismissed_reason = $reason,
    closed_run_id = $run_id
WHERE
    status = 'open'
    AND file_id IN (SELECT file_id FROM load_file WHERE retracted_run_id IS NOT NULL);
