-- The staged rows of one feed as their files gave them: every column of its table there. Those in place are read where they
-- are; once contested keys are settled, a row that was put back is there twice.
CREATE OR REPLACE TEMP VIEW staged_row AS
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no,
    CAST(NULL AS VARCHAR) AS quarantine_id
FROM taken_out
{% if in_place %}
UNION ALL BY NAME
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no
FROM {{ table }}
WHERE file_id IN ({{ in_place | join(", ") }})
{% endif %}
{% if parts %}
UNION ALL BY NAME
SELECT *
FROM read_parquet({{ parts }}, union_by_name = true, hive_partitioning = false)
{% endif %};
