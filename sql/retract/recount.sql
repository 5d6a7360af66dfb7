-- The accounts of the files whose rows stand elsewhere now.
UPDATE load_file
SET
    rows_accepted = rows_accepted + moved.accepted,
    rows_amended = rows_amended + moved.amended,
    rows_duplicate = rows_duplicate + moved.duplicate,
    rows_quarantined = rows_quarantined + moved.quarantined
FROM moved
WHERE moved.file_id = load_file.file_id;
