-- The files taken in since the night compared with.
CREATE OR REPLACE TEMP TABLE new_file AS
SELECT
    load_file.file_id,
    load_file.path
FROM load_file
CROSS JOIN span
WHERE load_file.run_id > span.before_run_id AND load_file.status = 'loaded';
