-- en: How did each rule develop, night by night?
-- zh: 各规则每晚的未通过条数如何变化？
-- about_en: >-
--   One row per rule and day: in how many open lines it was broken or something was missing, and how many more than on
--   the day before with a night. What only awaits arrival, or follows from another rule, is not counted.
-- about_zh: 每条规则每日一行：未结退货中不符合或缺证据的条数，及较上一夜的增减。仅待到货、或随其他规则而定的不计入。
-- parameters:
--   rule: {type: text, default: null, en: Name of a rule, zh: 规则名}
--   enterprise: {type: text, default: null, en: Code of one enterprise, zh: 企业代码}
-- columns: [as_of, rule_id, title_en, title_zh, lines, change]
WITH asked AS (
    -- Every code of the enterprise: earlier nights may have known it by another.
    SELECT $enterprise AS enterprise
    UNION
    SELECT other.enterprise_code
    FROM v_enterprise_code AS known
    INNER JOIN v_enterprise_code AS other ON other.enterprise = known.enterprise
    WHERE known.enterprise_code = $enterprise
),

night AS (
    SELECT DISTINCT as_of
    FROM run
),

named AS (
    SELECT
        rule_id,
        arg_max({'en': title_en, 'zh': title_zh}, coalesce(valid_from, DATE '0001-01-01')) AS title
    FROM rule
    WHERE
        kind = 'eligibility'
        AND ($rule IS NULL OR rule_id = $rule)
        -- Of an enterprise that nobody knows, nothing is told.
        AND ($enterprise IS NULL OR EXISTS (FROM eligibility WHERE enterprise IN (FROM asked)))
    GROUP BY rule_id
),

missed AS (
    SELECT
        as_of,
        rule_id,
        sum(lines) AS lines
    FROM rule_missed
    WHERE $enterprise IS NULL OR enterprise IN (FROM asked)
    GROUP BY as_of, rule_id
),

counted AS (
    SELECT
        night.as_of,
        named.rule_id,
        named.title,
        CAST(coalesce(missed.lines, 0) AS BIGINT) AS lines
    FROM night
    CROSS JOIN named
    LEFT JOIN missed ON missed.as_of = night.as_of AND missed.rule_id = named.rule_id
)

SELECT
    as_of,
    rule_id,
    title.en AS title_en,
    title.zh AS title_zh,
    lines,
    lines - lag(lines) OVER (PARTITION BY rule_id ORDER BY as_of) AS change
FROM counted
ORDER BY as_of DESC, lines DESC, rule_id;
