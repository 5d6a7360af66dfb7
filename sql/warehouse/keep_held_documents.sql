-- The documents that return lines name and of which any line is held.
CREATE OR REPLACE TEMP TABLE held_document AS
SELECT DISTINCT document_no
FROM declaration_line
WHERE document_no IN (SELECT document_no FROM return_line);
