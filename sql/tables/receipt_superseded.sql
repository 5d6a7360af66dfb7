-- Former versions of rows of receipt: the row as it was, and the file and night that replaced it.
CREATE TABLE receipt_superseded AS
SELECT
    *,
    CAST(NULL AS INTEGER) AS superseded_by_file_id,
    CAST(NULL AS INTEGER) AS superseded_by_row_no,
    CAST(NULL AS VARCHAR) AS superseded_run_id
FROM receipt
LIMIT 0;
