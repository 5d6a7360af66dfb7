-- One row per return line with what people look at together: who, what, the verdict, both clocks and the value.
CREATE OR REPLACE VIEW v_line AS
SELECT
    decided.return_no,
    decided.line_no,
    decided.enterprise_code,
    decided.enterprise,
    coalesce(known.enterprise_name, decided.enterprise) AS enterprise_name,
    decided.document_no,
    decided.document_line_no,
    decided.channel,
    decided.verdict,
    decided.route,
    decided.tax_relief,
    decided.failed_rules,
    decided.open_rules,
    decided.awaited_rules,
    line.goods_name,
    line.hs_code,
    line.reason,
    decided.quantity,
    line.unit,
    decided.value_cny,
    decided.applied_on,
    decided.released_on,
    decided.entered_on,
    decided.judged_on,
    decided.deadline,
    decided.days_left,
    decided.ship_by,
    decided.relief_deadline,
    decided.is_back,
    decided.is_open,
    line.agent_code,
    line.customs_outcome,
    line.closed_on,
    decided.as_of
FROM eligibility AS decided
INNER JOIN return_line AS line
    ON
        line.return_no = decided.return_no
        AND line.line_no = decided.line_no
        AND line.enterprise_code = decided.enterprise_code
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = decided.enterprise_code;
