-- The claims on a return line's export line, in the order in which they are taken.
SELECT
    ledger.claim_order,
    ledger.return_no,
    ledger.line_no,
    ledger.enterprise_code,
    ledger.taken_on,
    ledger.is_back,
    ledger.verdict,
    ledger.unit,
    ledger.quantity_left_before,
    ledger.quantity_claimed,
    ledger.quantity_used,
    ledger.quantity_left_after
FROM eligibility AS decided
INNER JOIN v_quantity_ledger AS ledger
    ON ledger.document_no = decided.document_no AND ledger.document_line_no = decided.document_line_no
WHERE
    decided.return_no = $return_no
    AND decided.line_no = $line_no
    AND decided.enterprise_code = $enterprise_code
    AND decided.supervision_mode IS NOT NULL
ORDER BY ledger.claim_order;
