-- For each rule the eight open lines of highest value that break it or leave it open.
WITH missed AS (
    SELECT
        unnest(failed_rules || list_filter(open_rules, lambda rule: NOT list_contains(awaited_rules, rule))) AS rule_id,
        place
    FROM report_line
    WHERE is_open
),

largest AS (
    SELECT
        rule_id,
        unnest(min(place, 8)) AS place
    FROM missed
    GROUP BY rule_id
)

SELECT
    largest.rule_id,
    line.return_no,
    line.line_no,
    line.enterprise_code,
    line.enterprise,
    line.enterprise_name,
    line.document_no,
    line.channel,
    line.goods_name,
    line.quantity,
    line.unit,
    line.verdict,
    line.days_left,
    line.value_cny
FROM largest
INNER JOIN report_line AS line ON line.place = largest.place
ORDER BY largest.rule_id, largest.place;
