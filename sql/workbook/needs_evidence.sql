-- Open lines that need evidence, a row for each rule that is open on them: what is missing or awaited, and what to do. What
-- is open only because another rule is follows from that one, and has nothing to do of its own.
WITH line AS (
    SELECT *
    FROM report_line
    WHERE is_open AND verdict = 'needs_evidence'
    ORDER BY place
    LIMIT $rows_at_most
),

open_rule AS (
    SELECT
        line.*,
        rule.title_en,
        rule.title_zh,
        rule.cure_en,
        rule.cure_zh,
        rule.cure_quarantined_en,
        rule.cure_quarantined_zh,
        rule.source,
        CASE rule.rests_on
            WHEN 'original_found' THEN NOT line.has_original
            WHEN 'channel_covered' THEN line.channel IS NULL
            ELSE false
        END AS follows
    FROM (SELECT *, unnest(open_rules) AS rule_id FROM line) AS line
    LEFT JOIN rule
        ON
            rule.rule_id = line.rule_id
            AND line.judged_on >= coalesce(rule.valid_from, DATE '0001-01-01')
            AND line.judged_on <= coalesce(rule.valid_to, DATE '9999-12-31')
)

SELECT
    return_no,
    line_no,
    enterprise_code,
    enterprise_name,
    document_no,
    document_line_no,
    goods_name,
    destination_country,
    CASE $lang WHEN 'zh' THEN title_zh ELSE title_en END AS rule,
    list_contains(awaited_rules, rule_id) AS is_awaited,
    CASE
        WHEN follows THEN NULL
        WHEN is_in_quarantine AND $lang = 'zh' THEN coalesce(cure_quarantined_zh, cure_zh)
        WHEN is_in_quarantine THEN coalesce(cure_quarantined_en, cure_en)
        WHEN $lang = 'zh' THEN cure_zh
        ELSE cure_en
    END AS what_to_do,
    NOT follows AND count(*) FILTER (WHERE NOT follows) OVER (PARTITION BY place) = 1 AS would_free,
    ship_by,
    deadline,
    days_left,
    value_cny,
    source
FROM open_rule
ORDER BY place, rule_id
LIMIT $rows_at_most;
