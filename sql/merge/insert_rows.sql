-- Rows into the table of their feed.
INSERT INTO {{ table }} BY NAME
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no
FROM {{ source }};
