-- Former versions of rows of exchange_rate: the row as it was, and the file and night that replaced it.
CREATE TABLE exchange_rate_superseded AS
SELECT
    *,
    CAST(NULL AS INTEGER) AS superseded_by_file_id,
    CAST(NULL AS INTEGER) AS superseded_by_row_no,
    CAST(NULL AS VARCHAR) AS superseded_run_id
FROM exchange_rate
LIMIT 0;
