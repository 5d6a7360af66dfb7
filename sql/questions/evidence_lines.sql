-- en: Which lines lack one piece of evidence alone, and which?
-- zh: 哪些退货行只缺一项证据，差的是什么？
-- about_en: >-
--   One row per line that only one rule keeps open, the highest value first, with what to get; rules that follow from
--   that one do not count.
-- about_zh: 每行为仅有一条规则未定的退货行（随该规则而定的其他规则不计），货值高的在前，并给出应补的证据。
-- parameters:
--   rule: {type: text, default: null, en: Name of one rule, zh: 规则名称}
--   enterprise: {type: text, default: null, en: Code of one enterprise, zh: 企业代码}
-- columns: [return_no, line_no, enterprise, goods_name, value_cny, rule_id, compared_value, compared_limit,
--   deadline, advice_en, advice_zh]
SELECT
    return_no,
    line_no,
    enterprise,
    goods_name,
    value_cny,
    rule_id,
    compared_value,
    compared_limit,
    deadline,
    advice_en,
    advice_zh
FROM v_open_evidence
WHERE
    would_free
    AND NOT is_awaited
    AND ($rule IS NULL OR rule_id = $rule)
    AND ($enterprise IS NULL OR $enterprise IN (enterprise, enterprise_code))
ORDER BY value_cny DESC NULLS LAST, return_no, line_no, enterprise;
