-- en: Which goods lose the tax relief soon, though they may come home for longer?
-- zh: 哪些商品的免税期限将到，而退运期限还未到？
-- about_en: >-
--   One row per open line, and per export line with stock that nobody has applied for, whose six months end within the
--   days asked for; by then the goods must be back to be exempt. The six months of 1210 run from the day the goods left
--   the zone, which is not held: it is left out.
-- about_zh: 每行为免税六个月期限将在所问天数内届满的未结案退货行，或尚未申请的可退运商品；须在此前进境方可免税。1210 自出区之日起算，该日本系统不掌握，故不列。
-- parameters:
--   days: {type: integer, default: 30, en: Days ahead, zh: 往后的天数}
-- columns: [relief_deadline, deadline, stage, enterprise, return_no, document_no, document_line_no, goods_name,
--   quantity, unit, value_cny]
SELECT
    relief_deadline,
    deadline,
    'applied' AS stage,
    enterprise,
    return_no,
    document_no,
    document_line_no,
    goods_name,
    quantity,
    unit,
    value_cny
FROM v_deadlines
WHERE
    relief_days_left BETWEEN 0 AND $days
    AND verdict <> 'ineligible'
    AND tax_relief <> 'not_exempt'
    AND NOT starts_with(channel, 'zone_')
UNION ALL
SELECT
    relief_deadline,
    deadline,
    'not applied yet' AS stage,
    enterprise,
    NULL AS return_no,
    document_no,
    document_line_no,
    goods_name,
    quantity_left AS quantity,
    unit,
    value_left_cny AS value_cny
FROM v_returnable
WHERE
    relief_deadline BETWEEN as_of AND as_of + CAST($days AS INTEGER)
    AND NOT starts_with(channel, 'zone_')
ORDER BY relief_deadline, value_cny DESC NULLS LAST, document_no, document_line_no, return_no;
