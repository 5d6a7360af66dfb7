-- The claims on a return line's export line around its own, in the order in which they are taken: the last thirty
-- before it and the first five after it (the first of all where it claims nothing). `claims` counts all of them.
WITH claim AS (
    SELECT
        ledger.*,
        count(*) OVER () AS claims,
        max(ledger.claim_order) FILTER (
            WHERE
                ledger.return_no = decided.return_no
                AND ledger.line_no = decided.line_no
                AND ledger.enterprise_code = decided.enterprise_code
        ) OVER () AS own_order
    FROM eligibility AS decided
    INNER JOIN v_quantity_ledger AS ledger
        ON ledger.document_no = decided.document_no AND ledger.document_line_no = decided.document_line_no
    WHERE
        decided.return_no = $return_no
        AND decided.line_no = $line_no
        AND decided.enterprise_code = $enterprise_code
        AND decided.supervision_mode IS NOT NULL
)

SELECT
    claim_order,
    return_no,
    line_no,
    enterprise_code,
    taken_on,
    is_back,
    verdict,
    unit,
    quantity_left_before,
    quantity_claimed,
    quantity_used,
    quantity_left_after,
    claims
FROM claim
WHERE claim_order BETWEEN coalesce(own_order, 1) - 30 AND coalesce(own_order, 1) + 5
ORDER BY claim_order;
