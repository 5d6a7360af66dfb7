-- Former versions in their new order, each superseded in the night that loaded what replaced it.
INSERT INTO {{ table }}_superseded BY NAME
SELECT
    {% for column in columns %}superseded.{{ column }}, {% endfor %}

    superseded.file_id,
    superseded.row_no,
    superseded.superseded_by_file_id,
    superseded.superseded_by_row_no,
    load.run_id AS superseded_run_id
FROM superseded
INNER JOIN load_file AS load ON load.file_id = superseded.superseded_by_file_id;
