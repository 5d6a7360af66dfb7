-- en: Which lines are refused for one reason alone?
-- zh: 哪些退货行仅不符合一条规则？
-- about_en: >-
--   One row per ineligible line that breaks exactly one rule, with the value compared, the limit and what to do.
-- about_zh: 每行为仅不符合一条规则的退货行，附比较值、限值及处理建议。
-- parameters:
--   rule: {type: text, default: null, en: Name of one rule, zh: 规则名称}
-- columns: [return_no, line_no, enterprise, goods_name, value_cny, rule_id, compared_value, compared_limit,
--   source, advice_en, advice_zh]
SELECT
    finding.return_no,
    finding.line_no,
    finding.enterprise,
    line.goods_name,
    finding.value_cny,
    finding.rule_id,
    finding.compared_value,
    finding.compared_limit,
    finding.source,
    finding.advice_en,
    finding.advice_zh
FROM v_findings AS finding
INNER JOIN v_line AS line
    ON
        line.return_no = finding.return_no
        AND line.line_no = finding.line_no
        AND line.enterprise_code = finding.enterprise_code
WHERE
    NOT finding.outcome
    AND finding.verdict = 'ineligible'
    AND len(line.failed_rules) = 1
    AND ($rule IS NULL OR finding.rule_id = $rule)
ORDER BY finding.value_cny DESC NULLS LAST, finding.return_no, finding.line_no, finding.enterprise;
