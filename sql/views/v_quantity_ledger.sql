-- One row per claim on an original line, in the order in which claims are taken: what was left before it, what it uses
-- and what is left after it. Withdrawn lines, and lines whose unit differs, claim nothing and are not here.
CREATE OR REPLACE VIEW v_quantity_ledger AS
WITH claim AS (
    SELECT
        decided.enterprise,
        decided.document_no,
        decided.document_line_no,
        original.quantity AS quantity_declared,
        original.unit,
        decided.return_no,
        decided.line_no,
        decided.enterprise_code,
        decided.is_back,
        CASE WHEN decided.is_back THEN decided.entered_on ELSE decided.applied_on END AS taken_on,
        decided.quantity AS quantity_claimed,
        decided.quantity_available,
        decided.verdict,
        CASE
            WHEN decided.quantity_available AND (decided.is_back OR len(decided.failed_rules) = 0) THEN decided.quantity
            ELSE 0
        END AS quantity_used
    FROM eligibility AS decided
    INNER JOIN declaration_line AS original
        ON original.document_no = decided.document_no AND original.line_no = decided.document_line_no
    WHERE decided.quantity_available IS NOT NULL
),

taken AS (
    SELECT
        *,
        row_number() OVER claims AS claim_order,
        sum(quantity_used) OVER claims AS used_so_far
    FROM claim
    WINDOW
        claims AS (
            PARTITION BY document_no, document_line_no
            ORDER BY is_back DESC, taken_on, return_no, line_no
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        )
)

SELECT
    document_no,
    document_line_no,
    enterprise,
    quantity_declared,
    unit,
    claim_order,
    return_no,
    line_no,
    enterprise_code,
    is_back,
    taken_on,
    verdict,
    quantity_declared - used_so_far + quantity_used AS quantity_left_before,
    quantity_claimed,
    quantity_available,
    quantity_used,
    quantity_declared - used_so_far AS quantity_left_after
FROM taken;
