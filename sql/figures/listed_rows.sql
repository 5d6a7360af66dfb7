-- The lines that the page holds as JSON, a short row each: lists by position in those that stand beside them. Rules that
-- are open only because another is stand apart from those for which something is missing.
WITH line AS (
    SELECT
        *,
        list_filter(
            open_rules, lambda rule: (NOT has_original AND list_contains($rest_on_original, rule))
            OR (channel IS NULL AND list_contains($rest_on_channel, rule))
        ) AS following_rules
    FROM report_line
    WHERE place <= $reach AND (is_pressing OR NOT $only_pressing)
)

SELECT string_agg(
    json_array(
        return_no,
        line_no,
        list_position($enterprises, enterprise) - 1,
        list_position($channels, coalesce(channel, 'none')) - 1,
        list_position($verdicts, verdict) - 1,
        list_transform(failed_rules, lambda rule: list_position($rules, rule) - 1),
        list_transform(
            list_filter(
                open_rules, lambda rule: NOT list_contains(awaited_rules, rule) AND NOT list_contains(following_rules, rule)
            ),
            lambda rule: list_position($rules, rule) - 1
        ),
        list_transform(awaited_rules, lambda rule: list_position($rules, rule) - 1),
        list_transform(following_rules, lambda rule: list_position($rules, rule) - 1),
        document_no || ' / ' || coalesce(nullif(document_line_no, 0)::VARCHAR, '–'),
        goods_name,
        days_left,
        value_cny::DOUBLE,
        list_position($reliefs, tax_relief) - 1,
        list_position($routes, route) - 1,
        is_open::INTEGER,
        is_back::INTEGER,
        list_position($destinations, destination_country) - 1
    )::VARCHAR, ',' ORDER BY place
) AS rows
FROM line;
