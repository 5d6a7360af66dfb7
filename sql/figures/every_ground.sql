-- Open lines whose verdict rests on nothing but sources that are not gazetted words (sure is S, M or I), counted once for
-- all scopes: refused lines by all of their broken rules, open lines by all of their open ones that do not only await
-- the goods, eligible lines by coming back through another district.
CREATE TEMP TABLE IF NOT EXISTS every_ground AS
WITH line AS (
    SELECT
        enterprise,
        verdict,
        judged_on,
        CASE verdict
            WHEN 'ineligible' THEN failed_rules
            WHEN 'needs_evidence' THEN list_filter(open_rules, lambda rule: NOT list_contains(awaited_rules, rule))
            ELSE ['district_permitted']
        END AS rests_on,
        count(*) AS lines
    FROM eligibility
    WHERE is_open AND (verdict IN ('ineligible', 'needs_evidence') OR (verdict = 'eligible' AND is_by_another_district))
    GROUP BY ALL
),

ground AS (
    SELECT DISTINCT
        judged_on,
        rests_on
    FROM line
),

judged AS (
    SELECT
        ground.judged_on,
        ground.rests_on,
        list(rule.rule_id ORDER BY rule.position) AS rules,
        -- A rule without an entry on the line's day rests on none: it is open because nothing is in force.
        bool_and(coalesce(rule.sure NOT LIKE 'V%', false)) AS is_unsure
    FROM (SELECT *, unnest(rests_on) AS rule_id FROM ground) AS ground
    LEFT JOIN rule
        ON
            rule.rule_id = ground.rule_id
            AND ground.judged_on >= coalesce(rule.valid_from, DATE '0001-01-01')
            AND ground.judged_on <= coalesce(rule.valid_to, DATE '9999-12-31')
    GROUP BY ground.judged_on, ground.rests_on
)

SELECT
    line.enterprise,
    line.verdict,
    judged.rules,
    sum(line.lines) AS lines
FROM line
INNER JOIN judged ON judged.judged_on = line.judged_on AND judged.rests_on = line.rests_on
WHERE judged.is_unsure
GROUP BY line.enterprise, line.verdict, judged.rules;
