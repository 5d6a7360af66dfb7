-- Former versions, with what replaced them and in which night.
INSERT INTO {{ table }}_superseded BY NAME
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no,
{% if table == "declaration_line" %}
    false AS is_released_by_receipt,
{% endif %}
    superseded_by_file_id,
    superseded_by_row_no,
    $run_id AS superseded_run_id
FROM superseded;
