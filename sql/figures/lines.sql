-- Every line, for the page's own filter: all where they are few, else only those blocked or due within ninety days.
SELECT
    return_no,
    line_no,
    enterprise_code,
    enterprise,
    document_no,
    document_line_no,
    goods_name,
    channel,
    verdict,
    route,
    tax_relief,
    failed_rules,
    open_rules,
    awaited_rules,
    days_left,
    ship_by,
    date_diff('day', as_of, relief_deadline) AS relief_days_left,
    value_cny,
    is_back,
    is_open
FROM report_line
WHERE NOT $only_what_matters OR (is_open AND (verdict = 'ineligible' OR len(open_rules) > len(awaited_rules) OR (is_expected AND days_left BETWEEN 0 AND 90)))
ORDER BY value_cny DESC NULLS LAST, enterprise_code, return_no, line_no
LIMIT $embedded_at_most;
