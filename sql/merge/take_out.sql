-- What is about to be deleted from its table, as its files gave it, kept for the settling.
INSERT INTO taken_out BY NAME
SELECT
{% for column in columns %}
{% if column in defaults %}
    CASE WHEN file_id NOT IN ({{ defaults[column] | join(", ") }}) THEN {{ column }} END AS {{ column }},
{% else %}
    {{ column }},
{% endif %}
{% endfor %}
    file_id,
    row_no
FROM {{ table }}
SEMI JOIN replaced ON replaced.file_id = {{ table }}.file_id AND replaced.row_no = {{ table }}.row_no;
