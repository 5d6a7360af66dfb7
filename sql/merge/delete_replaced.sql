-- Held rows of which a newer version is now current.
DELETE FROM {{ table }}
USING replaced
WHERE {{ table }}.file_id = replaced.file_id AND {{ table }}.row_no = replaced.row_no;
