-- Updates of returns that name no enterprise take that of the one held or staged line with their number.
CREATE OR REPLACE TEMP VIEW staged AS
WITH resolved AS (
    SELECT
        staged_row.*,
        coalesce(known.enterprise, staged_row.enterprise_code) AS enterprise
    FROM staged_row
    LEFT JOIN enterprise_by_code AS known ON known.code = staged_row.enterprise_code
),

named AS (
    SELECT
        return_no,
        line_no,
        min(enterprise) AS enterprise
    FROM (
        SELECT return_no, line_no, enterprise FROM held
        UNION
        SELECT return_no, line_no, enterprise FROM resolved WHERE enterprise IS NOT NULL
    )
    GROUP BY return_no, line_no
    HAVING count(*) = 1
)

SELECT resolved.* REPLACE (coalesce(resolved.enterprise, named.enterprise) AS enterprise)
FROM resolved
LEFT JOIN named ON named.return_no = resolved.return_no AND named.line_no = resolved.line_no;
