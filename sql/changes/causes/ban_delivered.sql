-- Data: the customer's list of bans has a new row over the goods, or an amended one, that is in force on the line's day
-- as it was not, or no longer.
INSERT INTO found_cause
SELECT DISTINCT
    ban.return_no,
    ban.line_no,
    ban.enterprise_code,
    'data' AS cause,
    concat('prohibited_goods.', ban.hs_prefix, ' from ', new_file.path) AS detail
FROM line_ban AS ban
CROSS JOIN span
INNER JOIN new_file ON new_file.file_id = ban.file_id
LEFT JOIN prohibited_goods_superseded AS former
    ON
        former.hs_prefix = ban.hs_prefix
        AND former.scope = ban.scope
        AND former.valid_from = ban.valid_from
        AND former.superseded_run_id > span.before_run_id
LEFT JOIN load_file AS former_file ON former_file.file_id = former.file_id
WHERE
    coalesce(former_file.run_id, '') <= span.before_run_id
    AND (ban.day BETWEEN ban.valid_from AND ban.valid_to)
    <> coalesce(ban.day BETWEEN former.valid_from AND coalesce(former.valid_to, DATE '9999-12-31'), false);
