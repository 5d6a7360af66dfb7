-- The lines of one return: what is asked, the verdict and both clocks. Parameters: return_no; line_no and enterprise
-- (either of its codes), null for all.
SELECT
    line.*,
    decided.run_id,
    decided.rulebook,
    decided.supervision_mode,
    decided.relief_source,
    decided.tax_note,
    asked.order_no,
    asked.item_no,
    asked.mark,
    asked.customs_code,
    asked.evidence_ref,
    asked.shipment,
    asked.shipment_no,
    asked.original_state,
    asked.rebate_settled,
    asked.status
FROM v_line AS line
INNER JOIN eligibility AS decided
    ON
        decided.return_no = line.return_no
        AND decided.line_no = line.line_no
        AND decided.enterprise_code = line.enterprise_code
INNER JOIN return_line AS asked
    ON
        asked.return_no = line.return_no
        AND asked.line_no = line.line_no
        AND asked.enterprise_code = line.enterprise_code
WHERE
    line.return_no = $return_no
    AND (CAST($line_no AS INTEGER) IS NULL OR line.line_no = $line_no)
    AND (
        CAST($enterprise AS VARCHAR) IS NULL
        OR $enterprise IN (line.enterprise_code, line.enterprise)
        OR line.enterprise IN (
            SELECT known.enterprise FROM v_enterprise_code AS known
            WHERE known.enterprise_code = $enterprise
        )
    )
ORDER BY line.enterprise, line.line_no;
