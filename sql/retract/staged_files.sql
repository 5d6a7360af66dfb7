-- All files by their number, for the ids of quarantined rows.
CREATE OR REPLACE TEMP TABLE staged_file AS
SELECT
    file_id,
    sha256
FROM load_file;
