-- A receipt sets the release on every line of its document.
UPDATE declaration_line
SET
    own_released_at = CASE WHEN is_released_by_receipt THEN own_released_at ELSE declaration_line.released_at END,
    released_at = release.released_at,
    is_released_by_receipt = true
FROM release
WHERE
    release.document_no = declaration_line.document_no
    AND (NOT is_released_by_receipt OR declaration_line.released_at IS DISTINCT FROM release.released_at);
