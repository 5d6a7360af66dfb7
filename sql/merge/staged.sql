-- The staged rows of one feed: every column of its table there, the enterprise resolved.
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
)

SELECT
    rows.*,
{% if "enterprise_code" in columns %}
    coalesce(known.enterprise, rows.enterprise_code) AS enterprise
FROM rows
LEFT JOIN enterprise_by_code AS known ON known.code = rows.enterprise_code;
{% else %}
    NULL AS enterprise
FROM rows;
{% endif %}
