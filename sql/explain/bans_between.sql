-- Bans that begin or end from one day to another. Parameters: first and second.
SELECT
    hs_prefix,
    scope,
    valid_from,
    valid_to,
    source
FROM prohibited_goods
WHERE
    (valid_from > $first AND valid_from <= $second)
    OR (valid_to >= $first AND valid_to < $second)
ORDER BY valid_from, hs_prefix, scope;
