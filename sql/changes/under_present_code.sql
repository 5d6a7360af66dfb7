-- A line that came again under its enterprise's other code is the line that it was: what was on record of it goes by the
-- code that it has now. Where both codes had a line of the number, the one that does not hold any more is gone.
WITH gone AS (
    SELECT
        before.return_no,
        before.line_no,
        before.enterprise_code,
        known.enterprise
    FROM verdict_before AS before
    INNER JOIN v_enterprise_code AS known ON known.enterprise_code = before.enterprise_code
    ANTI JOIN eligibility AS held
        ON
            held.return_no = before.return_no
            AND held.line_no = before.line_no
            AND held.enterprise_code = before.enterprise_code
),

come AS (
    SELECT
        return_no,
        line_no,
        enterprise_code,
        enterprise
    FROM eligibility
    SEMI JOIN affected_line USING (return_no, line_no, enterprise_code)
    ANTI JOIN verdict_before USING (return_no, line_no, enterprise_code)
)

UPDATE verdict_before
SET enterprise_code = come.enterprise_code
FROM gone
INNER JOIN come
    ON
        come.return_no = gone.return_no
        AND come.line_no = gone.line_no
        AND come.enterprise = gone.enterprise
WHERE
    verdict_before.return_no = gone.return_no
    AND verdict_before.line_no = gone.line_no
    AND verdict_before.enterprise_code = gone.enterprise_code;
