-- en: Which enterprise's claims are refused most, and why?
-- zh: 哪家企业的退货不符合的最多，原因是什么？
-- about_en: >-
--   One row per enterprise: its return lines, those that are ineligible, their share, and the rules they break with how
--   often, most first. Withdrawn lines are left out.
-- about_zh: 每家企业一行：退货行数、不符合的行数及占比、不符合的规则及次数。已撤回的不计。
-- parameters:
--   at_least: {type: integer, default: 10, en: Leave out enterprises with fewer lines, zh: 不足此行数的企业不列}
-- columns: [enterprise, enterprise_name, lines, ineligible, share_percent, value_ineligible_cny, broken_rules]
WITH claimed AS (
    SELECT
        enterprise,
        max(enterprise_name) AS enterprise_name,
        count(*) AS lines,
        count(*) FILTER (WHERE verdict = 'ineligible') AS ineligible,
        sum(value_cny) FILTER (WHERE verdict = 'ineligible') AS value_ineligible_cny
    FROM v_line
    WHERE verdict <> 'withdrawn'
    GROUP BY enterprise
),

broken AS (
    SELECT
        enterprise,
        rule_id,
        count(*) AS times
    FROM v_findings
    WHERE NOT outcome AND verdict = 'ineligible'
    GROUP BY enterprise, rule_id
),

causes AS (
    SELECT
        enterprise,
        string_agg(rule_id || ' ' || times, ', ' ORDER BY times DESC, rule_id) AS broken_rules
    FROM broken
    GROUP BY enterprise
)

SELECT
    claimed.enterprise,
    claimed.enterprise_name,
    claimed.lines,
    claimed.ineligible,
    CAST(100.0 * claimed.ineligible / claimed.lines AS DECIMAL(5, 1)) AS share_percent,
    claimed.value_ineligible_cny,
    causes.broken_rules
FROM claimed
LEFT JOIN causes ON causes.enterprise = claimed.enterprise
WHERE claimed.lines >= $at_least
ORDER BY share_percent DESC, claimed.ineligible DESC, claimed.enterprise;
