-- Each rule as it is today: in how many open lines it is broken, open, awaited, or open only because another is, by channel.
WITH missed AS (
    SELECT
        unnest(failed_rules) AS rule_id,
        'broken' AS outcome,
        channel,
        has_original,
        lines,
        lines_without_value,
        value_cny
    FROM report_tally
    WHERE is_open
    UNION ALL
    SELECT
        unnest(list_filter(open_rules, lambda rule: NOT list_contains(awaited_rules, rule))) AS rule_id,
        'open' AS outcome,
        channel,
        has_original,
        lines,
        lines_without_value,
        value_cny
    FROM report_tally
    WHERE is_open
    UNION ALL
    SELECT
        unnest(awaited_rules) AS rule_id,
        'awaited' AS outcome,
        channel,
        has_original,
        lines,
        lines_without_value,
        value_cny
    FROM report_tally
    WHERE is_open
),

resting AS (
    SELECT DISTINCT
        rule_id,
        rests_on
    FROM rule
),

told AS (
    SELECT
        missed.rule_id,
        coalesce(missed.channel, 'none') AS channel,
        CASE
            WHEN missed.outcome <> 'open' THEN missed.outcome
            WHEN resting.rests_on = 'original_found' AND NOT missed.has_original THEN 'following'
            WHEN resting.rests_on = 'channel_covered' AND missed.channel IS NULL THEN 'following'
            ELSE 'open'
        END AS outcome,
        missed.lines,
        missed.lines_without_value,
        missed.value_cny
    FROM missed
    LEFT JOIN resting ON resting.rule_id = missed.rule_id
)

SELECT
    rule_id,
    channel,
    coalesce(sum(lines) FILTER (WHERE outcome = 'broken'), 0) AS lines_broken,
    coalesce(sum(lines) FILTER (WHERE outcome = 'open'), 0) AS lines_open,
    coalesce(sum(lines) FILTER (WHERE outcome = 'awaited'), 0) AS lines_awaited,
    coalesce(sum(lines) FILTER (WHERE outcome = 'following'), 0) AS lines_following,
    coalesce(sum(lines_without_value) FILTER (WHERE outcome IN ('broken', 'open')), 0) AS lines_without_value,
    sum(value_cny) FILTER (WHERE outcome IN ('broken', 'open')) AS value_cny
FROM told
GROUP BY ALL
ORDER BY ALL;
