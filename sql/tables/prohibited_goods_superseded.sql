-- Former versions of rows of prohibited_goods: the row as it was, and the file and night that replaced it.
CREATE TABLE prohibited_goods_superseded AS
SELECT
    *,
    CAST(NULL AS INTEGER) AS superseded_by_file_id,
    CAST(NULL AS INTEGER) AS superseded_by_row_no,
    CAST(NULL AS VARCHAR) AS superseded_run_id
FROM prohibited_goods
LIMIT 0;
