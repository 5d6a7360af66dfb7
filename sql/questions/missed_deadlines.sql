-- en: What has missed its deadline and is not back?
-- zh: 哪些商品已过期限仍未退运进境？
-- about_en: >-
--   One row per open line whose year is over, the longest overdue first, with the route that is left.
-- about_zh: 每行为已逾一年期限的未结案退货行，逾期最久的在前，并给出可走的途径。
-- parameters:
--   enterprise: {type: text, default: null, en: Code of one enterprise, zh: 企业代码}
-- columns: [return_no, line_no, enterprise, goods_name, released_on, deadline, days_over, value_cny, route]
SELECT
    return_no,
    line_no,
    enterprise,
    goods_name,
    released_on,
    deadline,
    -days_left AS days_over,
    value_cny,
    route
FROM v_deadlines
WHERE days_left < 0 AND ($enterprise IS NULL OR $enterprise IN (enterprise, enterprise_code))
ORDER BY days_left, return_no, line_no, enterprise;
