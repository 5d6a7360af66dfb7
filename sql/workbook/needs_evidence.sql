-- Open lines that need evidence, a row for each rule that is open on them: what is missing or awaited, and what to do. What
-- is open only because another rule is follows from that one, and has nothing to do of its own.
WITH line AS (
    SELECT *
    FROM report_line
    WHERE is_open AND verdict = 'needs_evidence'
    ORDER BY place
    LIMIT $rows_at_most
)

SELECT
    line.return_no,
    line.line_no,
    line.enterprise_code,
    line.enterprise_name,
    line.document_no,
    line.document_line_no,
    line.goods_name,
    line.destination_country,
    CASE $lang WHEN 'zh' THEN rule.title_zh ELSE rule.title_en END AS rule,
    list_contains(line.awaited_rules, line.rule_id) AS is_awaited,
    CASE
        WHEN rule.rests_on = 'original_found' AND NOT line.has_original THEN NULL
        WHEN rule.rests_on = 'channel_covered' AND line.channel IS NULL THEN NULL
        WHEN line.is_in_quarantine AND $lang = 'zh' THEN coalesce(rule.cure_quarantined_zh, rule.cure_zh)
        WHEN line.is_in_quarantine THEN coalesce(rule.cure_quarantined_en, rule.cure_en)
        WHEN $lang = 'zh' THEN rule.cure_zh
        ELSE rule.cure_en
    END AS what_to_do,
    len(line.open_rules) = 1 AS would_free,
    line.ship_by,
    line.deadline,
    line.days_left,
    line.value_cny,
    rule.source
FROM (SELECT *, unnest(open_rules) AS rule_id FROM line) AS line
LEFT JOIN rule
    ON
        rule.rule_id = line.rule_id
        AND line.judged_on >= coalesce(rule.valid_from, DATE '0001-01-01')
        AND line.judged_on <= coalesce(rule.valid_to, DATE '9999-12-31')
ORDER BY line.place, line.rule_id
LIMIT $rows_at_most;
