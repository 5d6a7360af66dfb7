-- en: Which lines have no value in yuan, and why?
-- zh: 哪些退货行没有人民币货值，为什么？
-- about_en: >-
--   One row per cause and currency: the original is not held, the units differ, it is not released, quantity and price
--   are too great to be true, or no exchange rate is known for the day of release.
-- about_zh: 每行为一种原因与币制：无原单证、计量单位不同、未放行，数量与单价大得不可信，或放行日无汇率。
-- columns: [cause, currency, lines, first_released_on, last_released_on]
SELECT
    CASE
        WHEN original.document_no IS NULL THEN 'original not held'
        WHEN original.unit <> line.unit THEN 'units differ'
        WHEN line.released_on IS NULL THEN 'not released'
        WHEN line.quantity::DOUBLE * original.unit_price::DOUBLE >= 1e15 THEN 'too great to be true'
        ELSE 'no exchange rate'
    END AS cause,
    original.currency,
    count(*) AS lines,
    min(line.released_on) AS first_released_on,
    max(line.released_on) AS last_released_on
FROM v_line AS line
LEFT JOIN declaration_line AS original
    ON original.document_no = line.document_no AND original.line_no = line.document_line_no
WHERE line.value_cny IS NULL AND line.verdict <> 'withdrawn'
GROUP BY ALL
ORDER BY lines DESC, cause, original.currency;
