-- One row per claim on an original line: what was exported, what this line claims, whether it fits.
CREATE OR REPLACE VIEW v_quantity_ledger AS
SELECT
    original.document_no,
    original.line_no AS document_line_no,
    original.quantity AS exported_quantity,
    original.unit,
    decided.enterprise_code,
    decided.return_no,
    decided.line_no,
    decided.is_back,
    CASE WHEN decided.is_back THEN decided.entered_on ELSE decided.applied_on END AS claimed_on,
    decided.quantity AS claimed_quantity,
    decided.quantity_available,
    decided.verdict
FROM eligibility AS decided
INNER JOIN declaration_line AS original
    ON original.document_no = decided.document_no AND original.line_no = decided.document_line_no
ORDER BY
    original.document_no, original.line_no, decided.is_back DESC, claimed_on, decided.return_no, decided.line_no;
