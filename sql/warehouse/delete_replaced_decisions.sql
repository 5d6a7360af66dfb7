-- What is decided otherwise now, or is gone, leaves the record; what the night decided has come in.
DELETE FROM decision
USING replaced
WHERE
    decision.file_id = replaced.file_id
    AND decision.row_no = replaced.row_no
    AND decision.rowid <= $on_record;
