-- en: How did each rule develop, night by night?
-- zh: 各规则每晚的未通过条数如何变化？
-- about_en: >-
--   One row per rule and day: in how many open lines it was broken or something was missing, and how many more than on
--   the day before with a night. What only awaits arrival, or follows from another rule, is not counted.
-- about_zh: 每条规则每日一行：未结退货中不符合或缺证据的条数，及较上一夜的增减。仅待到货、或随其他规则而定的不计入。
-- parameters:
--   rule: {type: text, default: null, en: Name of a rule, zh: 规则名}
-- columns: [as_of, rule_id, lines, change]
WITH night AS (
    SELECT
        as_of,
        max(run_id) AS run_id
    FROM run
    GROUP BY as_of
),

named AS (
    SELECT DISTINCT rule_id
    FROM rule
    WHERE kind = 'eligibility' AND ($rule IS NULL OR rule_id = $rule)
),

counted AS (
    SELECT
        night.as_of,
        named.rule_id,
        CAST(coalesce(sum(missed.lines), 0) AS BIGINT) AS lines
    FROM night
    CROSS JOIN named
    LEFT JOIN rule_missed AS missed ON missed.run_id = night.run_id AND missed.rule_id = named.rule_id
    GROUP BY night.as_of, named.rule_id
)

SELECT
    as_of,
    rule_id,
    lines,
    lines - lag(lines) OVER (PARTITION BY rule_id ORDER BY as_of) AS change
FROM counted
ORDER BY as_of DESC, lines DESC, rule_id;
