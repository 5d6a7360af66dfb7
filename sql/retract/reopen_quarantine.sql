-- Rows that the file had corrected wait again, those corrected by a row that waits itself now that the file is gone, and
-- those whose place the file's own had taken when its bytes came once more.
UPDATE quarantine
SET
    status = 'open',
    healed_by_file_id = NULL,
    healed_by_row_no = NULL,
    dismissed_reason = NULL,
    closed_run_id = NULL
WHERE
    healed_by_file_id = $file_id
    OR (healed_by_file_id, healed_by_row_no) IN (SELECT (file_id, row_no) FROM quarantine)
    OR (
        dismissed_reason = $taken_again
        AND closed_run_id = (SELECT run_id FROM load_file WHERE file_id = $file_id)
        AND file_id IN (
            SELECT former.file_id
            FROM load_file AS former
            INNER JOIN load_file AS again ON again.sha256 = former.sha256
            WHERE again.file_id = $file_id
        )
    );
