-- Lines still expected whose year ends within thirty days or has passed, or that must be shipped within seven, by what is left.
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
    ship_by,
    deadline,
    days_left,
    relief_deadline,
    tax_relief,
    value_cny,
    open_rules,
    awaited_rules,
    has_original,
    is_in_quarantine,
    date_diff('day', deadline, entered_on) AS days_late,
    entered_on,
    date_diff('day', as_of, ship_by) AS days_to_ship
FROM report_line
WHERE is_expected AND (days_left <= 30 OR ship_by <= as_of + 7)
ORDER BY days_left, ship_by, place
LIMIT $rows_at_most;
