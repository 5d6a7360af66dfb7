-- Rows into the table of their feed.
INSERT INTO {{ table }} BY NAME
SELECT
{% for column in columns %}
    {{ column }}{{ " AS own_released_at" if table == "declaration_line" and column == "released_at" }},
{% endfor %}
    file_id,
    row_no
FROM {{ source }};
