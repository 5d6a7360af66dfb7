-- Rows that still wait of a file whose bytes were taken again since: of each row the newest copy alone waits.
UPDATE quarantine
SET
    status = 'dismissed',
    dismissed_reason = $reason,
    closed_run_id = $run_id
FROM load_file AS former
INNER JOIN load_file AS again ON again.sha256 = former.sha256 AND again.file_id > former.file_id
WHERE
    quarantine.status = 'open'
    AND quarantine.file_id = former.file_id
    AND again.status = 'loaded'
    AND again.retracted_run_id IS NULL;
