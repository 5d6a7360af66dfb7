-- Lines still expected whose year has passed (rest days) or ends within thirty days, or that must be shipped within seven,
-- by what is left of their year.
SELECT
    return_no,
    line_no,
    enterprise,
    enterprise_name,
    document_no,
    goods_name,
    channel,
    destination_country,
    verdict,
    deadline,
    days_left,
    ship_by,
    date_diff('day', as_of, ship_by) AS days_to_ship,
    relief_deadline,
    date_diff('day', as_of, relief_deadline) AS relief_days_left,
    coalesce(tax_relief <> 'not_exempt' AND relief_deadline BETWEEN as_of AND as_of + 14, false) AS relief_ends_soon,
    date_diff('day', deadline, entered_on) AS days_late,
    value_cny,
    open_rules,
    awaited_rules,
    has_original,
    is_in_quarantine,
    entered_on
FROM report_line
WHERE is_expected AND (days_left <= 30 OR ship_by <= as_of + 7)
ORDER BY days_left, ship_by, place;
