-- Data: a delivery of bans was taken back, and a ban over the goods that it had brought or changed is not in force on the
-- line's day as it was, or is again.
INSERT INTO found_cause
SELECT DISTINCT
    side.return_no,
    side.line_no,
    side.enterprise_code,
    'data' AS cause,
    'prohibited_goods: ' || load.path || ' was taken back' AS detail
FROM ban_side AS side
CROSS JOIN span
INNER JOIN prohibited_goods_superseded AS former
    ON
        former.scope IN (side.scope, 'both')
        AND (
            starts_with(side.hs_code, former.hs_prefix)
            OR (ends_with(side.hs_code, '000000') AND left(former.hs_prefix, 4) = left(side.hs_code, 4))
        )
INNER JOIN load_file AS load ON load.file_id = former.file_id
LEFT JOIN prohibited_goods AS held
    ON held.hs_prefix = former.hs_prefix AND held.scope = former.scope AND held.valid_from = former.valid_from
WHERE
    load.run_id <= span.before_run_id
    AND load.retracted_run_id > span.before_run_id
    AND (side.day BETWEEN former.valid_from AND coalesce(former.valid_to, DATE '9999-12-31'))
    <> coalesce(side.day BETWEEN held.valid_from AND coalesce(held.valid_to, DATE '9999-12-31'), false);
