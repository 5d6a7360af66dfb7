-- The replaced lines go among the former versions.
INSERT INTO return_line_superseded BY NAME
SELECT
    line.*,
    replaced.superseded_by_file_id,
    replaced.superseded_by_row_no,
    $run_id AS superseded_run_id
FROM return_line AS line
INNER JOIN replaced ON replaced.file_id = line.file_id AND replaced.row_no = line.row_no;
