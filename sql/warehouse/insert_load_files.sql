-- The record of this night's files.
INSERT INTO load_file BY NAME
SELECT *
FROM load_rows;
