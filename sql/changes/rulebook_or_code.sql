-- What nothing else explains moved with the rulebook or the code, where those differ. What the customer's lists of
-- bans and rates moved (the part after the dash) has causes of its own, but for the shipped list, which a setting leaves out.
INSERT INTO found_cause
WITH differing AS (
    SELECT
        'code' AS cause,
        concat(before.version, ' → ', now.version) AS detail,
        NULL AS rule_id
    FROM span
    INNER JOIN run AS before ON before.run_id = span.before_run_id
    INNER JOIN run AS now ON now.run_id = $run_id
    WHERE before.version <> now.version
    UNION ALL
    SELECT
        'rulebook' AS cause,
        concat(before.rulebook, ' → ', now.rulebook) AS detail,
        CASE WHEN split_part(before.rulebook, '-', 1) = split_part(now.rulebook, '-', 1) THEN 'not_prohibited' END AS rule_id
    FROM span
    INNER JOIN run AS before ON before.run_id = span.before_run_id
    INNER JOIN run AS now ON now.run_id = $run_id
    WHERE before.rulebook <> now.rulebook
)

SELECT
    line.return_no,
    line.line_no,
    line.enterprise_code,
    differing.cause,
    differing.detail
FROM changed_line AS line
CROSS JOIN differing
ANTI JOIN found_cause AS found
    ON
        found.return_no = line.return_no
        AND found.line_no = line.line_no
        AND found.enterprise_code = line.enterprise_code
WHERE
    differing.rule_id IS NULL
    OR EXISTS (
        SELECT 1
        FROM changed_rule AS changed
        WHERE
            changed.return_no = line.return_no
            AND changed.line_no = line.line_no
            AND changed.enterprise_code = line.enterprise_code
            AND changed.rule_id = differing.rule_id
    );
