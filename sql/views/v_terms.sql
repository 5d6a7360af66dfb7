-- One row per return line: the terms that the rules set against each other, from the line, from its original (where it has
-- one) and from what else was found; `comparison` puts them into words.
CREATE OR REPLACE VIEW v_terms AS
SELECT
    decided.return_no,
    decided.line_no,
    decided.enterprise_code,
    decided.document_no,
    decided.document_line_no,
    decided.document_is_held,
    decided.is_in_quarantine,
    decided.has_original,
    line.item_no,
    line.hs_code,
    CASE WHEN decided.has_original THEN original.item_no END AS original_item_no,
    CASE WHEN decided.has_original THEN original.hs_code END AS original_hs_code,
    decided.supervision_mode AS original_supervision_mode,
    decided.channel,
    decided.applied_on,
    CASE WHEN decided.is_back THEN decided.entered_on ELSE night.as_of END AS judged_on,
    decided.deadline,
    line.reason,
    line.evidence_ref,
    line.shipment,
    line.mark,
    CASE WHEN decided.has_original THEN original.mark END AS original_mark,
    decided.ban_shown,
    decided.monitoring_shown,
    line.customs_code,
    CASE WHEN decided.has_original THEN original.customs_code END AS original_customs_code,
    decided.district_rule,
    decided.quantity,
    line.unit,
    decided.claim_left,
    CASE WHEN decided.has_original THEN original.unit END AS original_unit
FROM decision AS decided
CROSS JOIN (
    SELECT as_of
    FROM run
    ORDER BY run_id DESC
    LIMIT 1
) AS night
-- The version that was decided: a line that was taken back or changed since has none until it is decided again.
LEFT JOIN return_line AS line ON line.file_id = decided.file_id AND line.row_no = decided.row_no
LEFT JOIN declaration_line AS original
    ON original.document_no = decided.document_no AND original.line_no = decided.document_line_no;
