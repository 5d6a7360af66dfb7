-- Return lines held under two codes that have since proved to be one enterprise: all but the newest are superseded.
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT
    line.file_id,
    line.row_no,
    first_value(line.file_id) OVER newest AS superseded_by_file_id,
    first_value(line.row_no) OVER newest AS superseded_by_row_no
FROM return_line AS line
LEFT JOIN enterprise_by_code AS known ON known.code = line.enterprise_code
WINDOW newest AS (
    PARTITION BY coalesce(known.enterprise, line.enterprise_code), line.return_no, line.line_no
    ORDER BY line.file_id DESC, line.row_no DESC
)
QUALIFY row_number() OVER newest > 1;
