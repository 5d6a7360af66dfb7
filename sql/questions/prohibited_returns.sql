-- en: Which returns fall under a ban, and which one?
-- zh: 哪些退货商品被禁止进出境，依据哪条规定？
-- about_en: >-
--   One row per return line that the list of prohibited goods stops, with the code, the ban and its source.
-- about_zh: 每行为被禁止进出境商品清单拦下的退货行，附商品编码、所涉规定及来源。
-- columns: [return_no, line_no, enterprise, goods_name, hs_code, compared_value, compared_limit, judged_on,
--   value_cny, advice_en, advice_zh]
SELECT
    finding.return_no,
    finding.line_no,
    finding.enterprise,
    line.goods_name,
    line.hs_code,
    finding.compared_value,
    finding.compared_limit,
    finding.judged_on,
    finding.value_cny,
    finding.advice_en,
    finding.advice_zh
FROM v_findings AS finding
INNER JOIN v_line AS line
    ON
        line.return_no = finding.return_no
        AND line.line_no = finding.line_no
        AND line.enterprise_code = finding.enterprise_code
WHERE finding.rule_id = 'not_prohibited' AND NOT finding.outcome
ORDER BY finding.return_no, finding.line_no, finding.enterprise;
