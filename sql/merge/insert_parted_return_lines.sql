-- They hold again.
INSERT INTO return_line BY NAME
SELECT * EXCLUDE (superseded_by_file_id, superseded_by_row_no, superseded_run_id)
FROM parted;
