-- The verdict of a return line on each published night since the line was first taken in, with what changed it.
-- A day that was run again counts once, as its last run left it.
WITH change AS (
    SELECT *
    FROM verdict_change
    WHERE
        return_no = $return_no
        AND line_no = $line_no
        AND enterprise_code = $enterprise_code
        AND superseded_by IS NULL
),

taken_in AS (
    SELECT min(loaded_run_id) AS run_id
    FROM v_return_line_versions
    WHERE return_no = $return_no AND line_no = $line_no AND enterprise_code = $enterprise_code
),

night AS (
    SELECT DISTINCT run.as_of
    FROM run, taken_in
    WHERE run.run_id >= taken_in.run_id
),

decided AS (
    SELECT
        verdict,
        route,
        tax_relief
    FROM eligibility
    WHERE return_no = $return_no AND line_no = $line_no AND enterprise_code = $enterprise_code
)

SELECT
    night.as_of,
    CASE
        WHEN former.run_id IS NOT NULL THEN former.verdict_to
        WHEN later.run_id IS NOT NULL THEN later.verdict_from
        ELSE decided.verdict
    END AS verdict,
    CASE
        WHEN former.run_id IS NOT NULL THEN former.route_to
        WHEN later.run_id IS NOT NULL THEN later.route_from
        ELSE decided.route
    END AS route,
    CASE
        WHEN former.run_id IS NOT NULL THEN former.tax_relief_to
        WHEN later.run_id IS NOT NULL THEN later.tax_relief_from
        ELSE decided.tax_relief
    END AS tax_relief,
    CASE WHEN former.as_of = night.as_of THEN former.causes END AS causes
FROM night
CROSS JOIN decided
ASOF LEFT JOIN change AS former ON former.as_of <= night.as_of
ASOF LEFT JOIN change AS later ON later.as_of > night.as_of
ORDER BY night.as_of;
