-- Open lines that are refused or lack evidence, those of highest value first.
SELECT
    return_no,
    line_no,
    enterprise_code,
    enterprise_name,
    document_no,
    document_line_no,
    goods_name,
    channel,
    destination_country,
    verdict,
    route,
    failed_rules,
    open_rules,
    awaited_rules,
    days_left,
    deadline,
    ship_by,
    tax_relief,
    value_cny
FROM report_line
WHERE is_open AND (verdict = 'ineligible' OR verdict = 'needs_evidence')
ORDER BY place
LIMIT $at_most;
