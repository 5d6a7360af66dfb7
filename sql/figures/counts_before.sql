-- Of a former night: open lines by verdict, and those that missed each rule. Codes may have become one enterprise since.
WITH counted AS (
    SELECT
        enterprise,
        'verdict' AS counted_by,
        verdict AS name,
        lines
    FROM open_lines
    WHERE as_of = $as_of
    UNION ALL
    SELECT
        enterprise,
        'rule' AS counted_by,
        rule_id AS name,
        lines
    FROM rule_missed
    WHERE as_of = $as_of
)

SELECT
    counted.counted_by,
    counted.name,
    sum(counted.lines) AS lines
FROM counted
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = counted.enterprise
WHERE
    getvariable('enterprise') IS NULL
    OR list_contains(getvariable('enterprise'), coalesce(known.enterprise, counted.enterprise))
GROUP BY counted.counted_by, counted.name;
