-- The clock: a limit that lies between the two nights, and that the changed rule looks at.
INSERT INTO found_cause
WITH passed AS (
    SELECT
        changed.*,
        span.before_as_of,
        span.as_of,
        -- The goods were not back then: only such a line is judged on another day now.
        changed.judged_on > span.before_as_of AS is_judged_later
    FROM changed_rule AS changed
    CROSS JOIN span
)

SELECT
    return_no,
    line_no,
    enterprise_code,
    'clock' AS cause,
    concat('one year ended on ', deadline) AS detail
FROM passed
WHERE rule_id = 'within_one_year' AND is_judged_later AND deadline >= before_as_of AND deadline < judged_on
UNION ALL
SELECT
    return_no,
    line_no,
    enterprise_code,
    'clock' AS cause,
    concat('the rest days after ', deadline, ' ended') AS detail
FROM passed
WHERE rule_id = 'within_one_year' AND is_judged_later AND deadline < before_as_of
UNION ALL
SELECT
    return_no,
    line_no,
    enterprise_code,
    'clock' AS cause,
    concat('six months ended on ', relief_deadline) AS detail
FROM passed
WHERE rule_id = 'tax_relief' AND is_judged_later AND relief_deadline >= before_as_of AND relief_deadline < judged_on
UNION ALL
SELECT
    return_no,
    line_no,
    enterprise_code,
    'clock' AS cause,
    concat('the rest days after ', relief_deadline, ' ended') AS detail
FROM passed
WHERE rule_id = 'tax_relief' AND is_judged_later AND relief_deadline < before_as_of AND relief_deadline >= before_as_of - 15
UNION ALL
SELECT
    return_no,
    line_no,
    enterprise_code,
    'clock' AS cause,
    concat('the day of entry ', entered_on, ' came') AS detail
FROM passed
WHERE is_back AND entered_on > before_as_of AND entered_on <= as_of
UNION ALL
SELECT
    return_no,
    line_no,
    enterprise_code,
    'clock' AS cause,
    concat('the day of release ', released_on, ' came') AS detail
FROM passed
WHERE rule_id IN ('within_one_year', 'tax_relief') AND released_on > before_as_of AND released_on <= as_of
UNION ALL
SELECT DISTINCT
    passed.return_no,
    passed.line_no,
    passed.enterprise_code,
    'clock' AS cause,
    CASE
        WHEN record.monitoring_to BETWEEN passed.before_as_of AND passed.judged_on - 1 THEN concat('the monitoring record ended on ', record.monitoring_to)
        ELSE concat('the monitoring record began on ', record.monitoring_from)
    END AS detail
FROM passed
INNER JOIN v_enterprise_code AS known ON known.enterprise = passed.enterprise
INNER JOIN enterprise AS record ON record.enterprise_code = known.enterprise_code
WHERE
    passed.rule_id = 'monitoring_system'
    AND passed.is_judged_later
    AND (
        record.monitoring_to BETWEEN passed.before_as_of AND passed.judged_on - 1
        OR record.monitoring_from BETWEEN passed.before_as_of + 1 AND passed.judged_on
    );
