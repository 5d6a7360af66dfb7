-- The documents that return lines name and of which any line is held, each with its share.
SELECT DISTINCT
    document_no,
    CAST(hash(document_no) % {{ shares }} AS UINTEGER) AS share
FROM declaration_line
WHERE
    share BETWEEN {{ first }} AND {{ last }}
    AND document_no IN (SELECT document_no FROM return_line);
