-- The law: a ban over the goods came into force, or ended, between the two days.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'law' AS cause,
    CASE
        WHEN ban.valid_from > span.before_as_of THEN concat('ban ', ban.hs_prefix, ' (', ban.source, ') from ', ban.valid_from)
        ELSE concat('ban ', ban.hs_prefix, ' (', ban.source, ') ended on ', ban.valid_to)
    END AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN declaration_line AS original
    ON original.document_no = changed.document_no AND original.line_no = changed.document_line_no
INNER JOIN prohibited_goods AS ban
    ON starts_with(original.hs_code, ban.hs_prefix) OR starts_with(ban.hs_prefix, substr(original.hs_code, 1, 4))
WHERE
    changed.rule_id = 'not_prohibited'
    AND (
        (ban.valid_from > span.before_as_of AND ban.valid_from <= span.as_of)
        OR (ban.valid_to >= span.before_as_of AND ban.valid_to < span.as_of)
    );
