-- Open lines whose verdict rests on nothing but sources that are not gazetted words (sure is S, M or I), by verdict and
-- the rules concerned. In the scope of the report.
WITH ground AS (
    SELECT
        verdict,
        judged_on,
        rules AS rests_on,
        sum(lines) AS lines,
        sum(value_cny) AS value_cny
    FROM report_ground
    GROUP BY ALL
),

judged AS (
    SELECT
        ground.verdict,
        ground.judged_on,
        ground.rests_on,
        any_value(ground.lines) AS lines,
        any_value(ground.value_cny) AS value_cny,
        list(rule.rule_id ORDER BY rule.position) AS rules,
        -- A rule without an entry on the line's day rests on none: it is open because nothing is in force.
        bool_and(coalesce(rule.sure NOT LIKE 'V%', false)) AS is_unsure
    FROM (SELECT *, unnest(rests_on) AS rule_id FROM ground) AS ground
    LEFT JOIN rule
        ON
            rule.rule_id = ground.rule_id
            AND ground.judged_on >= coalesce(rule.valid_from, DATE '0001-01-01')
            AND ground.judged_on <= coalesce(rule.valid_to, DATE '9999-12-31')
    GROUP BY ground.verdict, ground.judged_on, ground.rests_on
)

SELECT
    verdict,
    rules,
    sum(lines) AS lines,
    sum(value_cny) AS value_cny
FROM judged
WHERE is_unsure
GROUP BY verdict, rules
ORDER BY verdict = 'eligible', verdict DESC, lines DESC, rules;
