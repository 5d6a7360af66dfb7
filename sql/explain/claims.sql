-- The claims on an export line around a return line's own, in the order in which they are taken: the last thirty
-- before it and the first five after it (the first of all where it claims nothing). `claims` counts all of them.
-- To be asked only for a line whose original is known to be the enterprise's own.
WITH claim AS (
    SELECT
        ledger.*,
        count(*) OVER () AS claims,
        max(ledger.claim_order) FILTER (
            WHERE
                ledger.return_no = $return_no
                AND ledger.line_no = $line_no
                AND ledger.enterprise_code = $enterprise_code
        ) OVER () AS own_order
    FROM v_quantity_ledger AS ledger
    WHERE ledger.document_no = $document_no AND ledger.document_line_no = $document_line_no
)

SELECT
    claim_order,
    return_no,
    line_no,
    enterprise_code,
    taken_on,
    is_back,
    verdict,
    quantity_left_before,
    quantity_claimed,
    quantity_used,
    quantity_left_after,
    claims
FROM claim
WHERE claim_order BETWEEN coalesce(own_order, 1) - 30 AND coalesce(own_order, 1) + 5
ORDER BY claim_order;
