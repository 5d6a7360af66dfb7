-- A later row that was taken closes a quarantined update of a file without the enterprise, where one enterprise alone holds
-- a line of its number.
UPDATE quarantine
SET
    status = 'healed',
    healed_by_file_id = corrected.file_id,
    healed_by_row_no = corrected.row_no,
    closed_run_id = $run_id
FROM (
    SELECT
        concat_ws('/', staged.return_no, staged.line_no) AS key,
        max(staged.file_id) AS file_id,
        arg_max(staged.row_no, (staged.file_id, -staged.row_no)) AS row_no
    FROM staged
    ANTI JOIN quarantine AS refused ON refused.file_id = staged.file_id AND refused.row_no = staged.row_no
    SEMI JOIN quarantine AS waiting
        ON waiting.key = concat_ws('/', staged.return_no, staged.line_no) AND waiting.status = 'open'
    INNER JOIN held ON held.return_no = staged.return_no AND held.line_no = staged.line_no
    GROUP BY staged.return_no, staged.line_no
    HAVING count(DISTINCT held.enterprise) = 1
) AS corrected
WHERE
    quarantine.status = 'open'
    AND quarantine.feed = $feed
    AND quarantine.key = corrected.key
    AND corrected.file_id > quarantine.file_id;
