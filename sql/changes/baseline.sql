-- The decisions as they stood after the last published night of an earlier day: those of the last run, its own
-- changes undone where it was of this day or later.
CREATE OR REPLACE TEMP TABLE baseline AS
WITH tonight AS (
    SELECT as_of
    FROM run
    WHERE run_id = $run_id
),

base_run AS (
    SELECT max(run.run_id) AS run_id
    FROM run
    CROSS JOIN tonight
    WHERE run.as_of < tonight.as_of AND run.run_id < $run_id
),

undone AS (
    SELECT
        change.enterprise_code,
        change.return_no,
        change.line_no,
        min_by(change, change.run_id) AS first_change
    FROM verdict_change AS change
    CROSS JOIN base_run
    WHERE change.superseded_by IS NULL AND change.run_id > base_run.run_id
    GROUP BY ALL
)

SELECT
    last.enterprise_code,
    last.return_no,
    last.line_no,
    CASE WHEN undone.return_no IS NULL THEN last.verdict ELSE undone.first_change.verdict_from END AS verdict,
    CASE WHEN undone.return_no IS NULL THEN last.route ELSE undone.first_change.route_from END AS route,
    CASE WHEN undone.return_no IS NULL THEN last.tax_relief ELSE undone.first_change.tax_relief_from END AS tax_relief,
    CASE WHEN undone.return_no IS NULL THEN last.failed_rules ELSE undone.first_change.failed_from END AS failed_rules,
    CASE WHEN undone.return_no IS NULL THEN last.open_rules ELSE undone.first_change.open_from END AS open_rules
FROM eligibility_before AS last
CROSS JOIN base_run
LEFT JOIN undone
    ON
        undone.enterprise_code = last.enterprise_code
        AND undone.return_no = last.return_no
        AND undone.line_no = last.line_no
WHERE base_run.run_id IS NOT NULL;
