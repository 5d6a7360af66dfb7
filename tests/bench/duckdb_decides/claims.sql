-- Whether each claim fits. Where all claims on an original fit together their order does not matter; the few contested
-- originals are settled claim after claim, because a refused claim leaves room for a later one.
CREATE TEMP TABLE claim AS
WITH claims AS (
    SELECT
        line.original_id,
        line.line_id,
        line.quantity,
        line.original_quantity,
        line.is_back,
        CASE WHEN line.is_back THEN line.entered_on ELSE line.applied_on END AS taken_on,
        line.return_no,
        line.line_no,
        -- What has come home cannot come home again, whatever else is wrong with it.
        line.is_back
        OR coalesce(
            judged.original_found AND judged.goods_match AND judged.channel_covered AND judged.within_one_year
            AND judged.reason_permitted AND judged.shipment_permitted AND judged.identifiable
            AND judged.not_prohibited AND judged.monitoring_system AND judged.district_permitted,
            true
        ) AS uses_up
    FROM line
    INNER JOIN judged USING (line_id)
    WHERE line.unit = line.original_unit AND NOT line.is_withdrawn
),

contested_original AS (
    SELECT original_id
    FROM claims
    GROUP BY original_id
    HAVING sum(quantity) > any_value(original_quantity)
)

SELECT
    claims.*,
    contested_original.original_id IS NOT NULL AS is_contested
FROM claims
LEFT JOIN contested_original USING (original_id);

CREATE TEMP TABLE fitting AS
WITH RECURSIVE queued AS MATERIALIZED (
    SELECT
        original_id,
        line_id,
        quantity,
        original_quantity,
        uses_up,
        row_number() OVER (
            PARTITION BY original_id
            ORDER BY is_back DESC, taken_on, return_no, line_no
        ) AS place
    FROM claim
    WHERE is_contested
),

settled AS (
    SELECT
        original_id,
        original_quantity AS quantity_left,
        0::BIGINT AS place,
        NULL::BIGINT AS line_id,
        NULL::BOOLEAN AS fits
    FROM queued
    WHERE place = 1
    UNION ALL
    SELECT
        settled.original_id,
        CASE
            WHEN queued.quantity <= settled.quantity_left AND queued.uses_up
                THEN (settled.quantity_left - queued.quantity)::DECIMAL(19, 5)
            ELSE settled.quantity_left
        END AS quantity_left,
        queued.place,
        queued.line_id,
        queued.quantity <= settled.quantity_left AS fits
    FROM settled
    INNER JOIN queued ON queued.original_id = settled.original_id AND queued.place = settled.place + 1
)

SELECT
    claim.line_id,
    coalesce(settled.fits, true) AS quantity_available
FROM claim
LEFT JOIN settled USING (line_id);
