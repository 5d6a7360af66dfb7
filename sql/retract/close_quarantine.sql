-- Rows of the file that still waited need no correction any more.
UPDATE quarantine
SET
    status = 'dismissed',
    dismissed_reason = $reason,
    closed_run_id = $run_id
WHERE file_id = $file_id AND status = 'open';
