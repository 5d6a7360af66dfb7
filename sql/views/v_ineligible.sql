-- One row per return line and rule that refuses it.
CREATE OR REPLACE VIEW v_ineligible AS
SELECT
    enterprise,
    enterprise_code,
    return_no,
    line_no,
    document_no,
    document_line_no,
    channel,
    unnest(failed_rules) AS rule_id,
    route,
    deadline,
    value_cny
FROM eligibility
WHERE verdict = 'ineligible';
