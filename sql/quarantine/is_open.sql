-- Whether a quarantined row with this id is open.
SELECT count(*) AS open_rows
FROM quarantine
WHERE quarantine_id = $quarantine_id AND status = 'open';
