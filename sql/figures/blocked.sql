-- Open lines that are refused or lack evidence, those of highest value first.
SELECT
    return_no,
    line_no,
    enterprise_name,
    document_no,
    goods_name,
    channel,
    destination_country,
    verdict,
    failed_rules,
    open_rules,
    days_left,
    value_cny
FROM report_line
WHERE is_open AND (verdict = 'ineligible' OR verdict = 'needs_evidence')
ORDER BY place
LIMIT $at_most;
