-- en: Where does the mark on the goods differ from the mark declared?
-- zh: 哪些退回商品的标识与申报的不一致？
-- about_en: >-
--   One row per 9610 line whose marks differ, the highest value first.
-- about_zh: 每行为标识不一致的 9610 退货行，货值高的在前。
-- parameters:
--   enterprise: {type: text, default: null, en: Code of one enterprise, zh: 企业代码}
-- columns: [return_no, line_no, enterprise, document_no, document_line_no, goods_name, mark_declared, mark_read,
--   value_cny, verdict]
SELECT
    return_no,
    line_no,
    enterprise,
    document_no,
    document_line_no,
    goods_name,
    mark_declared,
    mark_read,
    value_cny,
    verdict
FROM v_spot_check
WHERE finding = 'differs' AND ($enterprise IS NULL OR $enterprise IN (enterprise, enterprise_code))
ORDER BY value_cny DESC NULLS LAST, return_no, line_no, enterprise;
