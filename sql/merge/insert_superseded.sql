-- Former versions, with what replaced them and in which night.
INSERT INTO {{ table }}_superseded BY NAME
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no,
    superseded_by_file_id,
    superseded_by_row_no,
    $run_id AS superseded_run_id
FROM superseded;
