-- Open lines whose verdict rests on nothing but sources that are not gazetted words (sure is S, M or I), by verdict and
-- the rules concerned: refused lines by all of their broken rules, open lines by all of their open ones that do not
-- only await the goods, eligible lines by coming back through another district. In the scope of the report.
WITH line AS (
    SELECT *
    FROM report_line
    WHERE is_open
),

ground AS (
    SELECT
        line.*,
        unnest(
            CASE line.verdict
                WHEN 'ineligible' THEN line.failed_rules
                WHEN 'needs_evidence'
                    THEN list_filter(line.open_rules, lambda rule: NOT list_contains(line.awaited_rules, rule))
            END
        ) AS rule_id
    FROM line
    WHERE line.verdict IN ('ineligible', 'needs_evidence')
    UNION ALL
    SELECT
        line.*,
        'district_permitted' AS rule_id
    FROM line
    WHERE line.verdict = 'eligible' AND line.is_by_another_district
),

judged AS (
    SELECT
        ground.return_no,
        ground.line_no,
        ground.enterprise_code,
        ground.verdict,
        any_value(ground.value_cny) AS value_cny,
        list(rule.rule_id ORDER BY rule.position) AS rules,
        -- A rule without an entry on the line's day rests on none: it is open because nothing is in force.
        bool_and(coalesce(rule.sure NOT LIKE 'V%', false)) AS is_unsure
    FROM ground
    LEFT JOIN rule
        ON
            rule.rule_id = ground.rule_id
            AND ground.judged_on >= coalesce(rule.valid_from, DATE '0001-01-01')
            AND ground.judged_on <= coalesce(rule.valid_to, DATE '9999-12-31')
    GROUP BY ground.return_no, ground.line_no, ground.enterprise_code, ground.verdict
)

SELECT
    verdict,
    rules,
    count(*) AS lines,
    sum(value_cny) AS value_cny
FROM judged
WHERE is_unsure
GROUP BY verdict, rules
ORDER BY verdict = 'eligible', verdict DESC, lines DESC, rules;
