-- What nothing else explains moved with the rulebook or the code, where those differ. What the customer's lists of
-- bans and rates moved (the part after the dash) has causes of its own.
INSERT INTO found_cause
WITH differing AS (
    SELECT
        'code' AS cause,
        concat(before.version, ' → ', now.version) AS detail
    FROM span
    INNER JOIN run AS before ON before.run_id = span.before_run_id
    INNER JOIN run AS now ON now.run_id = $run_id
    WHERE before.version <> now.version
    UNION ALL
    SELECT
        'rulebook' AS cause,
        concat(before.rulebook, ' → ', now.rulebook) AS detail
    FROM span
    INNER JOIN run AS before ON before.run_id = span.before_run_id
    INNER JOIN run AS now ON now.run_id = $run_id
    WHERE split_part(before.rulebook, '-', 1) <> split_part(now.rulebook, '-', 1)
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
        AND found.enterprise_code = line.enterprise_code;
