-- One row per released export line of which something could still come home: quantity left, last day and value.
CREATE OR REPLACE VIEW v_returnable AS
WITH night AS (
    SELECT max_by(as_of, run_id) AS as_of
    FROM run
),

used AS (
    SELECT
        document_no,
        document_line_no,
        sum(quantity) AS quantity
    FROM eligibility
    WHERE quantity_available AND (is_back OR verdict <> 'ineligible')
    GROUP BY document_no, document_line_no
)

SELECT
    original.document_no,
    original.line_no,
    original.enterprise_code,
    original.supervision_mode,
    original.goods_name,
    original.quantity - coalesce(used.quantity, 0) AS quantity_left,
    original.unit,
    CAST(original.released_at AS DATE) AS released_on,
    CAST(CAST(original.released_at AS DATE) + INTERVAL 1 YEAR AS DATE) AS deadline,
    CAST(CAST(original.released_at AS DATE) + INTERVAL 1 YEAR AS DATE) - night.as_of AS days_left,
    (original.quantity - coalesce(used.quantity, 0)) * original.unit_price AS value,
    original.currency
FROM declaration_line AS original
CROSS JOIN night
LEFT JOIN used ON used.document_no = original.document_no AND used.document_line_no = original.line_no
WHERE
    original.status = 'active'
    AND original.supervision_mode IN ('9610', '9810', '1210')
    AND original.quantity > coalesce(used.quantity, 0)
    AND CAST(CAST(original.released_at AS DATE) + INTERVAL 1 YEAR AS DATE) >= night.as_of;
