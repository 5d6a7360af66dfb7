-- In how many open lines of each enterprise each rule is broken, or open for want of something. Lines are counted by
-- outcome first: outcomes are few.
INSERT INTO rule_missed
WITH counted AS (
    SELECT
        enterprise,
        outcome_id,
        supervision_mode IS NOT NULL AS has_original,
        channel IS NOT NULL AS has_channel,
        count(*) AS lines
    FROM decision
    WHERE is_open
    GROUP BY ALL
),

missed AS (
    SELECT
        counted.enterprise,
        unnest(outcome.failed_rules) AS rule_id,
        true AS is_broken,
        counted.has_original,
        counted.has_channel,
        counted.lines
    FROM counted
    INNER JOIN outcome ON outcome.outcome_id = counted.outcome_id
    UNION ALL
    SELECT
        counted.enterprise,
        unnest(list_filter(outcome.open_rules, lambda rule: NOT list_contains(outcome.awaited_rules, rule))) AS rule_id,
        false AS is_broken,
        counted.has_original,
        counted.has_channel,
        counted.lines
    FROM counted
    INNER JOIN outcome ON outcome.outcome_id = counted.outcome_id
),

resting AS (
    SELECT DISTINCT
        rule_id,
        rests_on
    FROM rule
)

SELECT
    $as_of AS as_of,
    missed.enterprise,
    missed.rule_id,
    sum(missed.lines) AS lines
FROM missed
LEFT JOIN resting ON resting.rule_id = missed.rule_id
WHERE
    missed.is_broken
    OR NOT coalesce(
        (resting.rests_on = 'original_found' AND NOT missed.has_original)
        OR (resting.rests_on = 'channel_covered' AND NOT missed.has_channel), false
    )
GROUP BY missed.enterprise, missed.rule_id
ORDER BY missed.enterprise, missed.rule_id;
