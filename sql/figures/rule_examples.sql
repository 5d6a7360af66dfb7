-- For each rule the eight open lines of highest value that break it or leave it open, not only because another is open.
WITH missed AS (
    SELECT
        unnest(failed_rules || list_filter(open_rules, lambda rule: NOT list_contains(awaited_rules, rule))) AS rule_id,
        place,
        channel,
        has_original
    FROM report_line
    WHERE is_open
),

resting AS (
    SELECT DISTINCT
        rule_id,
        rests_on
    FROM rule
),

largest AS (
    SELECT
        missed.rule_id,
        unnest(min(missed.place, 8)) AS place
    FROM missed
    LEFT JOIN resting ON resting.rule_id = missed.rule_id
    WHERE
        NOT coalesce(
            (resting.rests_on = 'original_found' AND NOT missed.has_original)
            OR (resting.rests_on = 'channel_covered' AND missed.channel IS NULL), false
        )
    GROUP BY missed.rule_id
)

SELECT
    largest.rule_id,
    line.return_no,
    line.line_no,
    line.enterprise,
    line.enterprise_name,
    line.document_no,
    line.goods_name,
    line.verdict,
    line.days_left,
    line.value_cny
FROM largest
INNER JOIN report_line AS line ON line.place = largest.place
ORDER BY largest.rule_id, largest.place;
