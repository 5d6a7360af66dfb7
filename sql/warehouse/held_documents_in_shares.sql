-- The documents that return lines name and of which any line is held, each with its share.
SELECT DISTINCT
    document_no,
    hash(document_no) % {{ shares }} AS share
FROM declaration_line
WHERE document_no IN (SELECT document_no FROM return_line);
