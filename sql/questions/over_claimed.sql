-- en: Which returns ask for more than their export line has left?
-- zh: 哪些退货数量超过原出口商品的余量？
-- about_en: >-
--   One row per claim that its export line cannot cover: what was left, what it asks, how much is too much.
-- about_zh: 每行为余量不足的一次占用：余量、申请数量、超出数量。
-- columns: [document_no, document_line_no, enterprise, return_no, line_no, quantity_declared,
--   quantity_left_before, quantity_claimed, quantity_too_much, unit, verdict]
SELECT
    document_no,
    document_line_no,
    enterprise,
    return_no,
    line_no,
    quantity_declared,
    quantity_left_before,
    quantity_claimed,
    quantity_claimed - greatest(quantity_left_before, 0) AS quantity_too_much,
    unit,
    verdict
FROM v_quantity_ledger
WHERE NOT quantity_available
ORDER BY quantity_too_much DESC, document_no, document_line_no, claim_order;
