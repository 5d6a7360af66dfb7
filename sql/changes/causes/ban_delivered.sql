-- Data: the customer's list of bans has a new row over the goods.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'data' AS cause,
    concat('prohibited_goods.', ban.hs_prefix, ' from ', new_file.path) AS detail
FROM changed_rule AS changed
INNER JOIN declaration_line AS original
    ON original.document_no = changed.document_no AND original.line_no = changed.document_line_no
INNER JOIN prohibited_goods AS ban
    ON starts_with(original.hs_code, ban.hs_prefix) OR starts_with(ban.hs_prefix, substr(original.hs_code, 1, 4))
INNER JOIN new_file ON new_file.file_id = ban.file_id
WHERE changed.rule_id = 'not_prohibited';
