-- The versions of the touched keys leave their tables, to be put back in order without the file.
DELETE FROM {{ table }}
USING touched
WHERE {{ table }}.file_id = touched.file_id AND {{ table }}.row_no = touched.row_no;
