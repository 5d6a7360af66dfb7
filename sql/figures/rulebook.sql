-- Of each rule the entry in force on the night's day, or, before it was, its first; in the rulebook's order.
SELECT
    rule.rule_id,
    rule.title_en,
    rule.title_zh,
    rule.source,
    rule.sure,
    rule.words,
    rule.rests_on,
    rule.cure_en,
    rule.cure_zh,
    rule.cure_broken_en,
    rule.cure_broken_zh,
    rule.cure_quarantined_en,
    rule.cure_quarantined_zh,
    rule.last_checked_on
FROM rule
CROSS JOIN (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1) AS night
WHERE rule.kind = 'eligibility'
QUALIFY
    row_number() OVER (
        PARTITION BY rule.rule_id
        ORDER BY
            night.as_of BETWEEN coalesce(rule.valid_from, DATE '0001-01-01')
            AND coalesce(rule.valid_to, DATE '9999-12-31') DESC,
            rule.valid_from
    ) = 1
ORDER BY rule.position;
