-- Lines whose release no receipt gives any more have the one of their own file again.
UPDATE declaration_line
SET
    released_at = own_released_at,
    own_released_at = NULL,
    is_released_by_receipt = false
WHERE is_released_by_receipt AND document_no NOT IN (SELECT document_no FROM release);
