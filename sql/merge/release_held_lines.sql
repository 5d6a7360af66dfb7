-- A receipt sets the release on every line of its document.
UPDATE declaration_line
SET receipt_released_at = release.released_at
FROM release
WHERE
    release.document_no = declaration_line.document_no
    AND receipt_released_at IS DISTINCT FROM release.released_at;
