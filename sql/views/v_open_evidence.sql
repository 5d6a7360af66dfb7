-- One row per return line and rule that cannot be decided; `is_awaited` where only the goods' arrival is awaited.
CREATE OR REPLACE VIEW v_open_evidence AS
WITH open_rule AS (
    SELECT
        *,
        unnest(open_rules) AS rule_id
    FROM eligibility
    WHERE verdict = 'needs_evidence'
)

SELECT
    enterprise,
    enterprise_code,
    return_no,
    line_no,
    document_no,
    document_line_no,
    channel,
    rule_id,
    list_contains(awaited_rules, rule_id) AS is_awaited,
    deadline,
    days_left,
    value_cny
FROM open_rule;
