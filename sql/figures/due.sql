-- Open lines not back whose year ends within thirty days, by ship-by day.
SELECT
    return_no,
    line_no,
    enterprise_code,
    document_no,
    channel,
    verdict,
    deadline,
    days_left,
    ship_by,
    value_cny,
    open_rules,
    awaited_rules
FROM eligibility
WHERE is_open AND NOT is_back AND days_left BETWEEN 0 AND 30 AND verdict IN ('eligible', 'needs_evidence')
ORDER BY ship_by, days_left, value_cny DESC NULLS LAST, enterprise_code, return_no, line_no
LIMIT 200;
