-- Each rule of one return line, in the rulebook's order.
SELECT
    rule_id,
    outcome,
    is_awaited,
    follows,
    compared_value,
    compared_limit,
    title_en,
    title_zh,
    source,
    sure,
    advice_en,
    advice_zh
FROM v_findings
WHERE return_no = $return_no AND line_no = $line_no AND enterprise_code = $enterprise_code
ORDER BY position;
