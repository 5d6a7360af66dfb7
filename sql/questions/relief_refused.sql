-- en: Which lines may come home without the tax relief, and why?
-- zh: 哪些退货行结论为符合而不免税，原因是什么？
-- about_en: >-
--   One row per eligible line that is not exempt and condition of the relief that it breaks. Where import duty is not
--   levied for another reason, `eligibility.tax_note` says so.
-- about_zh: 每行为结论为符合而不免税的退货行所不符合的一项税收优惠条件；是否不征进口关税见 eligibility.tax_note。
-- columns: [return_no, line_no, enterprise, value_cny, rule_id, title_en, title_zh, compared_value,
--   compared_limit, source, advice_en, advice_zh]
SELECT
    finding.return_no,
    finding.line_no,
    finding.enterprise,
    line.value_cny,
    finding.rule_id,
    finding.title_en,
    finding.title_zh,
    finding.compared_value,
    finding.compared_limit,
    finding.source,
    finding.advice_en,
    finding.advice_zh
FROM v_relief_findings AS finding
INNER JOIN v_line AS line
    ON
        line.return_no = finding.return_no
        AND line.line_no = finding.line_no
        AND line.enterprise_code = finding.enterprise_code
WHERE NOT finding.outcome AND line.verdict = 'eligible' AND line.tax_relief = 'not_exempt'
ORDER BY line.value_cny DESC NULLS LAST, finding.return_no, finding.line_no, finding.enterprise, finding.position;
