-- en: What evidence, if found, frees most value?
-- zh: 补齐哪类证据能释放最多的货值？
-- about_en: >-
--   One row per rule that is open on lines which need evidence; what only awaits the goods' arrival, or follows from
--   another rule, has none. `lines_freed` and `value_freed_cny` count the lines that this rule alone keeps open: the
--   others are kept, or follow from it.
-- about_zh: 每行为一条缺证据的规则；仅待到货、或随其他规则而定的不列。lines_freed 与 value_freed_cny 仅计只有该规则未定的行，其余规则均已符合或随该规则而定。
-- parameters:
--   enterprise: {type: text, default: null, en: Code of one enterprise, zh: 企业代码}
-- columns: [rule_id, title_en, title_zh, lines, lines_freed, value_freed_cny, next_deadline, advice_en, advice_zh]
SELECT
    rule_id,
    min({'en': title_en, 'zh': title_zh}).en AS title_en,
    min({'en': title_en, 'zh': title_zh}).zh AS title_zh,
    count(*) AS lines,
    count(*) FILTER (WHERE would_free) AS lines_freed,
    sum(value_cny) FILTER (WHERE would_free) AS value_freed_cny,
    min(deadline) FILTER (WHERE days_left >= 0) AS next_deadline,
    min({'en': advice_en, 'zh': advice_zh}).en AS advice_en,
    min({'en': advice_en, 'zh': advice_zh}).zh AS advice_zh
FROM v_open_evidence
WHERE NOT is_awaited AND NOT follows AND ($enterprise IS NULL OR $enterprise IN (enterprise, enterprise_code))
GROUP BY rule_id
ORDER BY value_freed_cny DESC NULLS LAST, lines DESC, rule_id;
