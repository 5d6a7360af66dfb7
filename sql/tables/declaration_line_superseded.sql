-- Former versions of declaration lines: the row as its file gave it, without receipts, and the file and night that
-- replaced it.
CREATE TABLE declaration_line_superseded AS
SELECT
    * EXCLUDE (own_released_at, receipt_released_at, is_released_by_receipt),
    CAST(NULL AS INTEGER) AS superseded_by_file_id,
    CAST(NULL AS INTEGER) AS superseded_by_row_no,
    CAST(NULL AS VARCHAR) AS superseded_run_id
FROM declaration_line
LIMIT 0;
