-- One row per open return line that is not back: its last day for the return and for the tax relief, nearest first.
CREATE OR REPLACE VIEW v_deadlines AS
SELECT
    enterprise,
    enterprise_code,
    return_no,
    line_no,
    document_no,
    document_line_no,
    channel,
    verdict,
    deadline,
    days_left,
    ship_by,
    relief_deadline,
    relief_deadline - as_of AS relief_days_left,
    tax_relief,
    value_cny,
    list_filter(open_rules, rule_id -> NOT list_contains(awaited_rules, rule_id)) AS missing_rules,
    awaited_rules
FROM eligibility
WHERE is_open AND NOT is_back AND deadline IS NOT NULL
ORDER BY deadline, enterprise_code, return_no, line_no;
