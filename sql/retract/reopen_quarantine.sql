-- Rows that the file had corrected wait again.
UPDATE quarantine
SET
    status = 'open',
    healed_by_file_id = NULL,
    healed_by_row_no = NULL,
    closed_run_id = NULL
WHERE healed_by_file_id = $file_id;
