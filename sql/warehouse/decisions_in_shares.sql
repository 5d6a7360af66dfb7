-- The decisions on record, each with the share of its document: which version of the line, and what was decided.
SELECT
    file_id,
    row_no,
    fingerprint,
    CAST(hash(coalesce(document_no, return_no)) % {{ shares }} AS UINTEGER) AS share
FROM decision
WHERE share BETWEEN {{ first }} AND {{ last }};
