-- One row per open return line whose goods are not back and whose deadline is known: how long is left on both clocks.
CREATE OR REPLACE VIEW v_deadlines AS
SELECT
    return_no,
    line_no,
    enterprise_code,
    enterprise,
    enterprise_name,
    document_no,
    document_line_no,
    channel,
    goods_name,
    quantity,
    unit,
    value_cny,
    verdict,
    route,
    released_on,
    deadline,
    days_left,
    CASE
        WHEN days_left < 0 THEN 'past'
        WHEN days_left <= 7 THEN 'within 7 days'
        WHEN days_left <= 30 THEN 'within 30 days'
        WHEN days_left <= 90 THEN 'within 90 days'
        ELSE 'later'
    END AS time_left,
    ship_by,
    CAST(ship_by - as_of AS INTEGER) AS days_to_ship,
    relief_deadline,
    CAST(relief_deadline - as_of AS INTEGER) AS relief_days_left,
    tax_relief,
    as_of
FROM v_line
WHERE is_open AND NOT is_back AND deadline IS NOT NULL;
