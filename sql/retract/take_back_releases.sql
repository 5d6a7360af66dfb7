-- Lines whose release no receipt gives any more have the one of their own file again.
UPDATE declaration_line
SET receipt_released_at = NULL
WHERE receipt_released_at IS NOT NULL AND document_no NOT IN (SELECT document_no FROM release);
