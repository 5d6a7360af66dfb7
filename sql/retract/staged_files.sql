-- All files by their number: for the ids of quarantined rows, and what their rows can say.
CREATE OR REPLACE TEMP TABLE staged_file AS
SELECT
    file_id,
    sha256,
    columns
FROM load_file;
