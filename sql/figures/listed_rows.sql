-- The lines that the page holds as JSON, a short row each: lists by position in those that stand beside them.
SELECT string_agg(
    json_array(
        return_no,
        line_no,
        list_position($enterprises, enterprise) - 1,
        list_position($channels, coalesce(channel, 'none')) - 1,
        list_position($verdicts, verdict) - 1,
        list_transform(failed_rules, lambda rule: list_position($rules, rule) - 1),
        list_transform(
            list_filter(open_rules, lambda rule: NOT list_contains(awaited_rules, rule)),
            lambda rule: list_position($rules, rule) - 1
        ),
        list_transform(awaited_rules, lambda rule: list_position($rules, rule) - 1),
        document_no || ' / ' || coalesce(nullif(document_line_no, 0)::VARCHAR, '–'),
        goods_name,
        days_left,
        value_cny::DOUBLE,
        list_position($reliefs, tax_relief) - 1,
        list_position($routes, route) - 1,
        is_open::INTEGER,
        is_back::INTEGER
    )::VARCHAR, ',' ORDER BY place
) AS rows
FROM report_line
WHERE place <= $reach AND (is_pressing OR NOT $only_pressing);
