-- en: Who has claimed what of one export line, in which order?
-- zh: 某一出口商品行的数量由哪些退货依次占用？
-- about_en: >-
--   One row per claim on the export line, in the order in which claims are taken: what was left before, what it uses, what
--   is left after. Without a document the export line with most claims is shown.
-- about_zh: 每行为一次占用，按占用次序排列：占用前余量、占用量、占用后余量。不给单证号时显示占用最多的商品行。
-- parameters:
--   document: {type: text, default: null, en: Number of the export document, zh: 出口单证编号}
--   line: {type: integer, default: null, en: Its goods line, zh: 商品序号}
-- columns: [document_no, document_line_no, quantity_declared, unit, claim_order, return_no, line_no, taken_on,
--   is_back, verdict, quantity_left_before, quantity_claimed, quantity_used, quantity_left_after]
WITH asked AS (
    SELECT
        document_no,
        document_line_no
    FROM v_quantity_ledger
    WHERE
        ($document IS NULL OR document_no = $document)
        AND ($line IS NULL OR document_line_no = CAST($line AS INTEGER))
    GROUP BY document_no, document_line_no
    QUALIFY $document IS NOT NULL OR row_number() OVER (ORDER BY count(*) DESC, document_no, document_line_no) = 1
)

SELECT
    document_no,
    document_line_no,
    quantity_declared,
    unit,
    claim_order,
    return_no,
    line_no,
    taken_on,
    is_back,
    verdict,
    quantity_left_before,
    quantity_claimed,
    quantity_used,
    quantity_left_after
FROM v_quantity_ledger
INNER JOIN asked USING (document_no, document_line_no)
ORDER BY document_no, document_line_no, claim_order;
