-- A row that will never be corrected is closed with a reason and stays on record.
UPDATE quarantine
SET
    status = 'dismissed',
    dismissed_reason = $reason,
    closed_run_id = $run_id
WHERE quarantine_id = $quarantine_id AND status = 'open';
