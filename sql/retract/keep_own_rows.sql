-- What the file brought goes from the current rows and stays on record: superseded by no row.
INSERT INTO {{ table }}_superseded BY NAME
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no,
    CAST(NULL AS INTEGER) AS superseded_by_file_id,
    CAST(NULL AS INTEGER) AS superseded_by_row_no,
    $run_id AS superseded_run_id
FROM touched
WHERE file_id = $file_id;
