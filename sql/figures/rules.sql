-- Each rule as it is today: title, source, cure, and in how many open lines it is broken, open or awaited, by channel.
WITH missed AS (
    SELECT
        unnest(failed_rules) AS rule_id,
        'broken' AS outcome,
        coalesce(channel, 'none') AS channel,
        lines,
        value_cny
    FROM report_tally
    WHERE is_open
    UNION ALL
    SELECT
        unnest(list_filter(open_rules, lambda rule: NOT list_contains(awaited_rules, rule))) AS rule_id,
        'open' AS outcome,
        coalesce(channel, 'none') AS channel,
        lines,
        value_cny
    FROM report_tally
    WHERE is_open
    UNION ALL
    SELECT
        unnest(awaited_rules) AS rule_id,
        'awaited' AS outcome,
        coalesce(channel, 'none') AS channel,
        lines,
        value_cny
    FROM report_tally
    WHERE is_open
)

SELECT
    rule_id,
    channel,
    coalesce(sum(lines) FILTER (WHERE outcome = 'broken'), 0) AS lines_broken,
    coalesce(sum(lines) FILTER (WHERE outcome = 'open'), 0) AS lines_open,
    coalesce(sum(lines) FILTER (WHERE outcome = 'awaited'), 0) AS lines_awaited,
    sum(value_cny) FILTER (WHERE outcome <> 'awaited') AS value_cny
FROM missed
GROUP BY ALL
ORDER BY ALL;
