-- Open lines that are refused: the rules they break in words, the route that stays open and what to do.
WITH line AS (
    SELECT *
    FROM report_line
    WHERE is_open AND verdict = 'ineligible'
    ORDER BY place
    LIMIT $rows_at_most
),

broken AS (
    SELECT
        missed.place,
        string_agg(rule.title_en, '; ' ORDER BY rule.position) AS why_en,
        string_agg(rule.title_zh, '；' ORDER BY rule.position) AS why_zh,
        string_agg(DISTINCT rule.source, '; ' ORDER BY rule.source) AS sources,
        string_agg(rule.cure_broken_en, ' ' ORDER BY rule.position) AS advice_en,
        string_agg(rule.cure_broken_zh, '' ORDER BY rule.position) AS advice_zh
    FROM (SELECT place, judged_on, unnest(failed_rules) AS rule_id FROM line) AS missed
    INNER JOIN rule
        ON
            rule.rule_id = missed.rule_id
            AND missed.judged_on >= coalesce(rule.valid_from, DATE '0001-01-01')
            AND missed.judged_on <= coalesce(rule.valid_to, DATE '9999-12-31')
    GROUP BY missed.place
)

SELECT
    line.return_no,
    line.line_no,
    line.enterprise_code,
    line.enterprise_name,
    line.document_no,
    line.document_line_no,
    line.goods_name,
    line.channel,
    line.destination_country,
    CASE $lang WHEN 'zh' THEN broken.why_zh ELSE broken.why_en END AS why,
    line.route,
    CASE $lang WHEN 'zh' THEN broken.advice_zh ELSE broken.advice_en END AS what_to_do,
    line.is_back,
    line.deadline,
    line.value_cny,
    broken.sources AS source
FROM line
LEFT JOIN broken ON broken.place = line.place
ORDER BY line.place;
