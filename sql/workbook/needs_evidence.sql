-- Open lines that need evidence, a row for each rule that is open on them: what is missing or awaited, and what to do.
SELECT
    evidence.return_no,
    evidence.line_no,
    evidence.enterprise_code,
    evidence.enterprise_name,
    evidence.document_no,
    evidence.document_line_no,
    evidence.goods_name,
    CASE $lang WHEN 'zh' THEN evidence.title_zh ELSE evidence.title_en END AS rule,
    evidence.is_awaited,
    CASE $lang WHEN 'zh' THEN evidence.advice_zh ELSE evidence.advice_en END AS what_to_do,
    evidence.would_free,
    evidence.ship_by,
    evidence.deadline,
    evidence.days_left,
    evidence.value_cny,
    evidence.source
FROM v_open_evidence AS evidence
INNER JOIN report_line AS line
    ON
        line.return_no = evidence.return_no
        AND line.line_no = evidence.line_no
        AND line.enterprise_code = evidence.enterprise_code
ORDER BY
    evidence.value_cny DESC NULLS LAST, evidence.enterprise_code, evidence.return_no, evidence.line_no, evidence.rule_id;
