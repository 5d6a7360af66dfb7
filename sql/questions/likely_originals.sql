-- en: Which exports may the returns belong to that name none?
-- zh: 未填原单证的退货可能对应哪些出口商品？
-- about_en: >-
--   One row per return line that names no export line and likely original, the most likely first, with the grounds.
-- about_zh: 每行为未填原单证商品的退货行的一个可能原单证，最可能的在前，附依据。
-- parameters:
--   return: {type: text, default: null, en: Number of one return, zh: 退货单号}
-- columns: [return_no, line_no, enterprise, likelihood, candidate_document_no, candidate_line_no, goods_name,
--   grounds, quantity_fits, released_on, in_time]
SELECT
    return_no,
    line_no,
    enterprise,
    likelihood,
    candidate_document_no,
    candidate_line_no,
    goods_name,
    grounds,
    quantity_fits,
    released_on,
    in_time
FROM v_candidate_originals
WHERE $return IS NULL OR return_no = $return
ORDER BY return_no, line_no, enterprise, likelihood;
