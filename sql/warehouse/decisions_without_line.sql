-- The decisions on record of lines, or versions of lines, that are held no more.
SELECT
    file_id,
    row_no
FROM decision
ANTI JOIN return_line USING (file_id, row_no);
