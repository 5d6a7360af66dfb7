-- An export line as it stands now. Parameters: document_no and document_line_no; to be asked only for a line that is
-- known to be the enterprise's own.
SELECT
    original.document_no,
    original.line_no,
    original.document_type,
    original.supervision_mode,
    original.customs_code,
    original.released_at,
    original.declared_on,
    original.item_no,
    original.hs_code,
    original.goods_name,
    original.mark,
    original.quantity,
    original.unit,
    original.unit_price,
    original.currency,
    original.destination_country
FROM declaration_line AS original
WHERE original.document_no = $document_no AND original.line_no = $document_line_no;
