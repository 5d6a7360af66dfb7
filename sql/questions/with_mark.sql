-- en: What would have been eligible with the mark on?
-- zh: 若贴有标识，哪些退货行本可符合？
-- about_en: >-
--   One row per 9610 line on which the mark is all that stands in the way: it is broken or missing, every other rule is
--   kept or open for want of arrival only.
-- about_zh: 每行为 9610 退货中仅因标识不符或缺失而受阻的一行，其余规则均满足或仅待到货。
-- parameters:
--   enterprise: {type: text, default: null, en: Code of one enterprise, zh: 企业代码}
-- columns: [return_no, line_no, enterprise, document_no, document_line_no, goods_name, mark_declared, mark_read,
--   finding, verdict, value_cny]
SELECT
    looked.return_no,
    looked.line_no,
    looked.enterprise,
    looked.document_no,
    looked.document_line_no,
    looked.goods_name,
    looked.mark_declared,
    looked.mark_read,
    looked.finding,
    looked.verdict,
    looked.value_cny
FROM v_spot_check AS looked
INNER JOIN eligibility AS decided
    ON
        decided.return_no = looked.return_no
        AND decided.line_no = looked.line_no
        AND decided.enterprise_code = looked.enterprise_code
WHERE
    list_contains(decided.failed_rules || decided.open_rules, 'identifiable')
    AND len(list_filter(decided.failed_rules, lambda rule: rule <> 'identifiable')) = 0
    AND len(
        list_filter(
            decided.open_rules,
            lambda rule: rule <> 'identifiable' AND NOT list_contains(decided.awaited_rules, rule)
        )
    ) = 0
    AND ($enterprise IS NULL OR $enterprise IN (looked.enterprise, looked.enterprise_code))
ORDER BY looked.value_cny DESC NULLS LAST, looked.return_no, looked.line_no, looked.enterprise;
