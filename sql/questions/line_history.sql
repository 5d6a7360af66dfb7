-- en: What has been said of one return line, night by night?
-- zh: 某一退货行每晚的结论如何变化？
-- about_en: >-
--   One row per night on which its verdict, route or relief changed, with the causes. Without a number: the line that
--   changed most often.
-- about_zh: 每行为该退货行结论、途径或免税发生变化的一晚，附起因。不给单号时显示变化最多的一行。
-- parameters:
--   return: {type: text, default: null, en: Number of the return, zh: 退货单号}
--   line: {type: integer, default: null, en: Its line, zh: 序号}
-- columns: [return_no, line_no, enterprise_code, as_of, verdict_from, verdict_to, route_from, route_to,
--   tax_relief_from, tax_relief_to, failed_to, open_to, causes]
WITH current_changes AS (
    SELECT *
    FROM verdict_change
    WHERE superseded_by IS NULL
),

asked AS (
    SELECT
        return_no,
        line_no,
        enterprise_code
    FROM current_changes
    WHERE ($return IS NULL OR return_no = $return) AND ($line IS NULL OR line_no = CAST($line AS INTEGER))
    GROUP BY return_no, line_no, enterprise_code
    QUALIFY $return IS NOT NULL OR row_number() OVER (ORDER BY count(*) DESC, return_no, line_no, enterprise_code) = 1
)

SELECT
    return_no,
    line_no,
    enterprise_code,
    as_of,
    verdict_from,
    verdict_to,
    route_from,
    route_to,
    tax_relief_from,
    tax_relief_to,
    failed_to,
    open_to,
    array_to_string([concat_ws(': ', item.cause, item.detail) FOR item IN causes], '; ') AS causes
FROM current_changes
INNER JOIN asked USING (return_no, line_no, enterprise_code)
ORDER BY return_no, line_no, enterprise_code, as_of;
