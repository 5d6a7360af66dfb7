-- en: Which verdicts rest on a source that we are not sure of?
-- zh: 哪些结论所依据的规定尚不确定？
-- about_en: >-
--   One row per rule whose source is not verified word by word (S: from a summary, M: from memory, I: an interpretation)
--   and decides open lines: how many it breaks or keeps open, and their value; not what is open only because another
--   rule is.
-- about_zh: 每行为来源未逐字核实（S 摘要、M 记忆、I 解释）且影响未结案行的规则：不符合或未定的行数及货值；随其他规则而定的不计。
-- columns: [rule_id, title_en, title_zh, sure, source, lines_broken, lines_open, value_cny]
SELECT
    rule_id,
    any_value(title_en ORDER BY title_en) AS title_en,
    any_value(title_zh ORDER BY title_zh) AS title_zh,
    sure,
    source,
    count(*) FILTER (WHERE NOT outcome) AS lines_broken,
    count(*) FILTER (WHERE outcome IS NULL) AS lines_open,
    sum(value_cny) AS value_cny
FROM v_findings
WHERE sure <> 'V' AND outcome IS NOT TRUE AND NOT follows AND is_open
GROUP BY rule_id, sure, source
ORDER BY lines_broken + lines_open DESC, rule_id;
