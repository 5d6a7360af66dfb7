-- The export line that a return line claims, as it stands now; nothing where it is not the enterprise's own.
SELECT
    original.document_no,
    original.line_no,
    original.document_type,
    original.supervision_mode,
    original.zone_flow,
    original.customs_code,
    original.order_no,
    original.statistics_flag,
    original.released_at,
    original.declared_on,
    original.item_no,
    original.hs_code,
    original.goods_name,
    original.goods_spec,
    original.mark,
    original.quantity,
    original.unit,
    original.unit_price,
    original.currency,
    original.destination_country,
    original.is_released_by_receipt
FROM eligibility AS decided
INNER JOIN declaration_line AS original
    ON original.document_no = decided.document_no AND original.line_no = decided.document_line_no
WHERE
    decided.return_no = $return_no
    AND decided.line_no = $line_no
    AND decided.enterprise_code = $enterprise_code
    AND decided.supervision_mode IS NOT NULL;
