-- en: Which lines could come home yesterday and cannot today?
-- zh: 哪些退货行上一夜符合，而现在不再符合？
-- about_en: >-
--   One row per line that was eligible on the last night and is no longer, with the causes.
-- about_zh: 每行为上一夜结论为符合、现在为待补证据或不符合的退货行，附起因。
-- columns: [return_no, line_no, enterprise, goods_name, value_cny, verdict_from, verdict_to, failed_to, open_to,
--   cause_text]
SELECT
    return_no,
    line_no,
    enterprise,
    goods_name,
    value_cny,
    verdict_from,
    verdict_to,
    failed_to,
    open_to,
    cause_text
FROM v_night_changes
WHERE verdict_from = 'eligible' AND verdict_to IS DISTINCT FROM 'eligible'
ORDER BY value_cny DESC NULLS LAST, return_no, line_no, enterprise;
