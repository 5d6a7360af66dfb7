-- en: Which goods come back most, and for what reason?
-- zh: 哪些商品退货最多，原因是什么？
-- about_en: >-
--   One row per HS heading: return lines that are not withdrawn, export lines on record, how many returns there are per
--   hundred exports, and the reasons given, most first.
-- about_zh: 每行为一个品目：退货行数（不含已撤回）、出口行数、每百行出口的退货数，以及退货原因（多的在前）。
-- parameters:
--   at_least: {type: integer, default: 10, en: Leave out headings with fewer return lines, zh: 不足此退货行数的品目不列}
-- columns: [heading, goods_name, return_lines, export_lines, per_hundred, reasons]
WITH returned AS (
    SELECT
        left(original.hs_code, 4) AS heading,
        line.reason,
        original.goods_name
    FROM v_line AS line
    INNER JOIN declaration_line AS original
        ON original.document_no = line.document_no AND original.line_no = line.document_line_no
    WHERE line.verdict <> 'withdrawn'
),

by_reason AS (
    SELECT
        heading,
        coalesce(reason, 'not given') AS reason,
        count(*) AS times
    FROM returned
    GROUP BY ALL
),

reasons AS (
    SELECT
        heading,
        string_agg(reason || ' ' || times, ', ' ORDER BY times DESC, reason) AS reasons
    FROM by_reason
    GROUP BY heading
),

counted AS (
    SELECT
        heading,
        min(goods_name) AS goods_name,
        count(*) AS return_lines
    FROM returned
    GROUP BY heading
),

exported AS (
    SELECT
        left(hs_code, 4) AS heading,
        count(*) AS export_lines
    FROM declaration_line
    WHERE status = 'active'
    GROUP BY left(hs_code, 4)
)

SELECT
    counted.heading,
    counted.goods_name,
    counted.return_lines,
    exported.export_lines,
    CAST(100.0 * counted.return_lines / exported.export_lines AS DECIMAL(9, 1)) AS per_hundred,
    reasons.reasons
FROM counted
INNER JOIN exported ON exported.heading = counted.heading
INNER JOIN reasons ON reasons.heading = counted.heading
WHERE counted.return_lines >= $at_least
ORDER BY per_hundred DESC, counted.heading;
