-- The file is taken back, on record.
UPDATE load_file
SET retracted_run_id = $run_id
WHERE file_id = $file_id;
