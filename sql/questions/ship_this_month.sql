-- en: What must leave the warehouse abroad this month to make its deadline?
-- zh: 本月内哪些商品必须从境外发运才能赶上期限？
-- about_en: >-
--   One row per return line under way and per export line with stock that nobody has applied for yet, whose last day of
--   shipping is within the days asked for; the most urgent first. The lead time of its channel and country is taken off.
-- about_zh: 每行为一项在途退货，或一项尚未申请但仍可退运的商品，其最晚发运日在所问天数之内；最急的在前。最晚发运日已扣除运输时间。
-- parameters:
--   days: {type: integer, default: 30, en: Days ahead, zh: 往后的天数}
--   enterprise: {type: text, default: null, en: Code of one enterprise, zh: 企业代码}
-- columns: [ship_by, deadline, stage, enterprise, return_no, document_no, document_line_no, goods_name, quantity,
--   unit, value_cny, channel]
SELECT
    ship_by,
    deadline,
    'applied' AS stage,
    enterprise,
    return_no,
    document_no,
    document_line_no,
    goods_name,
    quantity,
    unit,
    value_cny,
    channel
FROM v_deadlines
WHERE
    verdict <> 'ineligible'
    AND ship_by BETWEEN as_of AND as_of + CAST($days AS INTEGER)
    AND ($enterprise IS NULL OR $enterprise IN (enterprise, enterprise_code))
UNION ALL
SELECT
    ship_by,
    deadline,
    'not applied yet' AS stage,
    enterprise,
    NULL AS return_no,
    document_no,
    document_line_no,
    goods_name,
    quantity_left AS quantity,
    unit,
    value_left_cny AS value_cny,
    channel
FROM v_returnable
WHERE
    ship_by BETWEEN as_of AND as_of + CAST($days AS INTEGER)
    AND ($enterprise IS NULL OR $enterprise IN (enterprise, enterprise_code))
ORDER BY ship_by, value_cny DESC NULLS LAST, document_no, document_line_no, return_no;
