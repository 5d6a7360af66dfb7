-- The bans over the goods of each line whose not_prohibited stands otherwise, by each of their sides. `day_before`: the day
-- that the side is judged on, as it was in the night compared with.
CREATE OR REPLACE TEMP TABLE line_ban AS
SELECT
    side.return_no,
    side.line_no,
    side.enterprise_code,
    ban.hs_prefix,
    ban.scope,
    ban.valid_from,
    coalesce(ban.valid_to, DATE '9999-12-31') AS valid_to,
    ban.source,
    ban.file_id,
    side.day,
    least(side.day, span.before_as_of) AS day_before
FROM ban_side AS side
CROSS JOIN span
INNER JOIN prohibited_goods AS ban
    ON
        ban.scope IN (side.scope, 'both')
        AND (
            starts_with(side.hs_code, ban.hs_prefix)
            OR (ends_with(side.hs_code, '000000') AND left(ban.hs_prefix, 4) = left(side.hs_code, 4))
        );
