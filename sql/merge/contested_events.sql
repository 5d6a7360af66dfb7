-- Every staged and held row of the contested keys in one bucket, for settling in the order of the files.
WITH chosen AS (
    SELECT *
    FROM contested
    WHERE hash({{ key | join(", ") }}) % {{ buckets }} = {{ bucket }}
)

SELECT
    {{ columns | join(", ") }},
    enterprise,
    file_id,
    row_no,
    false AS is_held
FROM staged
SEMI JOIN chosen
    ON {% for column in key %}{{ "AND " if not loop.first }}staged.{{ column }} IS NOT DISTINCT FROM chosen.{{ column }} {% endfor %}

UNION ALL
SELECT
    {{ columns | join(", ") }},
    enterprise,
    file_id,
    row_no,
    true AS is_held
FROM held
WHERE place IN (SELECT chosen.place FROM chosen WHERE chosen.place IS NOT NULL);
