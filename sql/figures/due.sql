-- Lines still expected whose year ends within thirty days, or that must be shipped within seven, by ship-by day.
SELECT
    return_no,
    line_no,
    enterprise_code,
    enterprise,
    enterprise_name,
    document_no,
    document_line_no,
    goods_name,
    channel,
    verdict,
    deadline,
    days_left,
    ship_by,
    date_diff('day', as_of, ship_by) AS days_to_ship,
    relief_deadline,
    date_diff('day', as_of, relief_deadline) AS relief_days_left,
    tax_relief,
    value_cny,
    open_rules,
    awaited_rules,
    entered_on
FROM report_line
WHERE is_expected AND days_left >= 0 AND (days_left <= 30 OR ship_by <= as_of + 7)
ORDER BY ship_by, days_left, place;
