-- Every staged and held row of the contested keys in one bucket, for settling in the order of the files. Of held rows, few
-- of a great many, the place is looked up first: no other column is read of those that are not contested.
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
WHERE place IN (
    SELECT held.place
    FROM {{ held }} AS held
    SEMI JOIN chosen
        ON {% for column in key %}{{ "AND " if not loop.first }}held.{{ column }} IS NOT DISTINCT FROM chosen.{{ column }} {% endfor %}

);
