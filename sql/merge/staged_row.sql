-- The staged rows of one feed as their files gave them: every column of its table there.
CREATE OR REPLACE TEMP VIEW staged_row AS
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no,
    CAST(NULL AS VARCHAR) AS quarantine_id
FROM {{ table }}
WHERE false
UNION ALL BY NAME
SELECT *
FROM read_parquet({{ parts }}, union_by_name = true);
