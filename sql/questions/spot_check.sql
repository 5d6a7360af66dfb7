-- en: Which marks may customs ask to see in what comes in soon?
-- zh: 近期进境的退货中，海关可能查验哪些标识？
-- about_en: >-
--   One row per open 9610 line whose goods entered lately or are planned to enter within the days asked for: the mark
--   declared and the mark read.
-- about_zh: 每行为近期已进境或计划在所问天数内进境的 9610 未结案退货行：申报标识与实读标识。
-- parameters:
--   days: {type: integer, default: 30, en: Days before and after the night, zh: 基准日前后的天数}
-- columns: [entered_on, shipment_no, return_no, line_no, enterprise, goods_name, goods_spec, item_no,
--   mark_declared, mark_read, finding, quantity, unit]
SELECT
    entered_on,
    shipment_no,
    return_no,
    line_no,
    enterprise,
    goods_name,
    goods_spec,
    item_no,
    mark_declared,
    mark_read,
    finding,
    quantity,
    unit
FROM v_spot_check
WHERE is_open AND abs(entered_on - as_of) <= $days
ORDER BY entered_on, shipment_no, return_no, line_no, enterprise;
