-- What the file only repeated is not changed by taking it back.
DELETE FROM duplicate_row
WHERE file_id = $file_id;
