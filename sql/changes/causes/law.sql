-- The law: a dated entry of the changed rule came into force between the two days on which the line was judged.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'law' AS cause,
    concat(rule.rule_id, ': ', rule.source, ', from ', rule.valid_from) AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN rule ON rule.rule_id = changed.rule_id
WHERE rule.valid_from > span.before_as_of AND rule.valid_from <= changed.judged_on;
