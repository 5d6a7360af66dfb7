-- For each rule the eight open lines of highest value that break it or leave it open.
WITH missed AS (
    SELECT
        unnest(failed_rules || list_filter(open_rules, lambda rule: NOT list_contains(awaited_rules, rule))) AS rule_id,
        return_no,
        line_no,
        enterprise_code,
        enterprise_name,
        document_no,
        channel,
        goods_name,
        quantity,
        unit,
        verdict,
        days_left,
        value_cny
    FROM report_line
    WHERE is_open
)

SELECT *
FROM missed
QUALIFY row_number() OVER (
    PARTITION BY rule_id
    ORDER BY value_cny DESC NULLS LAST, enterprise_code, return_no, line_no
) <= 8
ORDER BY rule_id, value_cny DESC NULLS LAST, enterprise_code, return_no, line_no;
