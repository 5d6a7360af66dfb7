-- Rows into the table of their feed.
INSERT INTO {{ table }} BY NAME
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no{{ "," if table == "declaration_line" }}
{% if table == "declaration_line" %}
    false AS is_released_by_receipt
{% endif %}
FROM {{ source }};
