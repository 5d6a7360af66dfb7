-- The staged rows of returns, the enterprise resolved; updates that name none take the one of `enterprise_by_number`.
CREATE OR REPLACE TEMP VIEW staged AS
SELECT
    staged_row.*,
    coalesce(known.enterprise, staged_row.enterprise_code, named.enterprise) AS enterprise
FROM staged_row
LEFT JOIN enterprise_by_code AS known ON known.code = staged_row.enterprise_code
LEFT JOIN enterprise_by_number AS named
    ON
        named.file_id = staged_row.file_id
        AND named.return_no = staged_row.return_no
        AND named.line_no = staged_row.line_no;
