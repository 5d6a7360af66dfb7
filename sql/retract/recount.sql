-- The accounts of the files whose rows stand elsewhere now. A row that came as new, before its code was known to be that of
-- an enterprise whose line is held, is a version of that line since: it was never counted as one that amends.
UPDATE load_file
SET
    rows_accepted = least(rows_accepted + moved.accepted, rows_accepted + rows_amended + moved.accepted + moved.amended),
    rows_amended = greatest(rows_amended + moved.amended, 0),
    rows_duplicate = rows_duplicate + moved.duplicate,
    rows_quarantined = rows_quarantined + moved.quarantined
FROM moved
WHERE moved.file_id = load_file.file_id;
