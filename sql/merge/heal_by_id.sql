-- A corrected row that names the quarantined one closes it, where the key itself was damaged.
UPDATE quarantine
SET
    status = 'healed',
    healed_by_file_id = corrected.file_id,
    healed_by_row_no = corrected.row_no,
    closed_run_id = $run_id
FROM (
    SELECT
        staged.quarantine_id,
        staged.file_id,
        staged.row_no
    FROM staged
    ANTI JOIN quarantine AS refused ON refused.file_id = staged.file_id AND refused.row_no = staged.row_no
    WHERE staged.quarantine_id IS NOT NULL
) AS corrected
WHERE
    quarantine.status = 'open'
    AND quarantine.feed = $feed
    AND quarantine.quarantine_id = corrected.quarantine_id
    AND corrected.file_id > quarantine.file_id;
