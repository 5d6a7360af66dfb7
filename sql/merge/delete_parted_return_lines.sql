-- And are no former versions any more.
DELETE FROM return_line_superseded AS former
USING parted
WHERE former.file_id = parted.file_id AND former.row_no = parted.row_no;
