-- Updates of returns that name no enterprise take that of the one held or staged line with their number.
CREATE OR REPLACE TEMP VIEW staged AS
WITH rows AS (
    SELECT
        {{ columns | join(", ") }},
        file_id,
        row_no,
        CAST(NULL AS VARCHAR) AS quarantine_id
    FROM {{ table }}
    WHERE false
    UNION ALL BY NAME
    SELECT *
    FROM read_parquet({{ parts }}, union_by_name = true)
),

resolved AS (
    SELECT
        rows.*,
        coalesce(known.enterprise, rows.enterprise_code) AS enterprise
    FROM rows
    LEFT JOIN enterprise_by_code AS known ON known.code = rows.enterprise_code
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
