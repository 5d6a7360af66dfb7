-- One row per 9610 return line that is not withdrawn: the mark declared, the mark read on the goods, and whether customs
-- could tell from it that they are the goods originally exported.
CREATE OR REPLACE VIEW v_spot_check AS
SELECT
    decided.return_no,
    decided.line_no,
    decided.enterprise_code,
    decided.enterprise,
    line.shipment_no,
    decided.document_no,
    decided.document_line_no,
    original.goods_name,
    original.goods_spec,
    original.item_no,
    original.mark AS mark_declared,
    line.mark AS mark_read,
    decided.identifiable,
    CASE
        WHEN decided.identifiable THEN 'agrees'
        WHEN original.mark IS NULL AND line.mark IS NULL THEN 'no mark on either side'
        WHEN original.mark IS NULL THEN 'none declared to compare with'
        WHEN line.mark IS NULL AND NOT decided.is_back THEN 'not read yet'
        WHEN line.mark IS NULL THEN 'goods bear no mark'
        ELSE 'differs'
    END AS finding,
    decided.quantity,
    line.unit,
    decided.value_cny,
    decided.entered_on,
    decided.is_back,
    decided.is_open,
    decided.verdict,
    decided.as_of
FROM eligibility AS decided
INNER JOIN return_line AS line
    ON
        line.return_no = decided.return_no
        AND line.line_no = decided.line_no
        AND line.enterprise_code = decided.enterprise_code
INNER JOIN declaration_line AS original
    ON original.document_no = decided.document_no AND original.line_no = decided.document_line_no
WHERE decided.channel = 'retail_9610' AND decided.verdict <> 'withdrawn';
