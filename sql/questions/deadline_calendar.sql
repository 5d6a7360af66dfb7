-- en: How many deadlines fall in each of the coming weeks, and what are they worth?
-- zh: 未来每周有多少退货到期，货值多少？
-- about_en: >-
--   One row per week that begins on a Monday: open lines whose goods must be back in it, their value, and how many of
--   them are not eligible yet.
-- about_zh: 每行为一周（周一起）：须在该周内退运进境的未结案行数、货值，以及其中结论尚不是符合的行数。
-- parameters:
--   weeks: {type: integer, default: 13, en: Weeks ahead, zh: 往后的周数}
-- columns: [week_from, lines, value_cny, not_eligible_yet, first_ship_by]
SELECT
    CAST(date_trunc('week', deadline) AS DATE) AS week_from,
    count(*) AS lines,
    sum(value_cny) AS value_cny,
    count(*) FILTER (WHERE verdict <> 'eligible') AS not_eligible_yet,
    min(ship_by) AS first_ship_by
FROM v_deadlines
WHERE days_left >= 0 AND deadline < as_of + 7 * CAST($weeks AS INTEGER)
GROUP BY week_from
ORDER BY week_from;
