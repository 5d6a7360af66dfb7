-- en: What could still come home, by enterprise and channel?
-- zh: 各企业各渠道还有多少商品可以退运？
-- about_en: >-
--   One row per enterprise and channel: export lines with something left that nobody has applied for, its value, and how
--   much of it must be shipped within the days asked for.
-- about_zh: 每行为一家企业的一种渠道：仍有余量且未申请的出口商品行数、货值，以及须在所问天数内发运的部分。
-- parameters:
--   days: {type: integer, default: 30, en: Days ahead, zh: 往后的天数}
-- columns: [enterprise, enterprise_name, channel, lines, value_left_cny, lines_to_ship_soon,
--   value_to_ship_soon_cny, next_ship_by]
SELECT
    enterprise,
    max(enterprise_name) AS enterprise_name,
    channel,
    count(*) AS lines,
    sum(value_left_cny) AS value_left_cny,
    count(*) FILTER (WHERE ship_by BETWEEN as_of AND as_of + CAST($days AS INTEGER)) AS lines_to_ship_soon,
    sum(value_left_cny) FILTER (
        WHERE ship_by BETWEEN as_of AND as_of + CAST($days AS INTEGER)
    ) AS value_to_ship_soon_cny,
    min(ship_by) FILTER (WHERE ship_by >= as_of) AS next_ship_by
FROM v_returnable
GROUP BY enterprise, channel
ORDER BY value_left_cny DESC NULLS LAST, enterprise, channel;
