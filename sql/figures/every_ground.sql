-- What the verdicts of open lines rest on, counted once for all scopes: refused lines by all of their broken rules, open
-- lines by all of their open ones that do not only await the goods, eligible lines by coming back through another
-- district.
CREATE TEMP TABLE IF NOT EXISTS every_ground AS
WITH ground AS (
    SELECT
        enterprise,
        verdict,
        judged_on,
        CASE verdict
            WHEN 'ineligible' THEN failed_rules
            ELSE list_filter(open_rules, lambda rule: NOT list_contains(awaited_rules, rule))
        END AS rules,
        value_cny
    FROM eligibility
    WHERE is_open AND verdict IN ('ineligible', 'needs_evidence')
    UNION ALL
    SELECT
        line.enterprise,
        line.verdict,
        line.judged_on,
        ['district_permitted'] AS rules,
        line.value_cny
    FROM eligibility AS line
    SEMI JOIN (
        FROM comparison
        WHERE left(district_permitted_value, 2) <> left(district_permitted_limit, 2)
    ) AS by_another_district
        ON
            by_another_district.return_no = line.return_no
            AND by_another_district.line_no = line.line_no
            AND by_another_district.enterprise_code = line.enterprise_code
    WHERE line.is_open AND line.verdict = 'eligible'
)

SELECT
    enterprise,
    verdict,
    judged_on,
    rules,
    count(*) AS lines,
    sum(value_cny) AS value_cny
FROM ground
GROUP BY ALL;
