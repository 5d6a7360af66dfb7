-- One row per return line whose verdict, route or tax relief differs from the last published night of an earlier day:
-- from what, to what, and why. `cause_text` has each cause with what is known of it.
CREATE OR REPLACE VIEW v_night_changes AS
WITH last_night AS (
    SELECT max(run_id) AS run_id
    FROM run
)

SELECT
    change.run_id,
    change.as_of,
    change.return_no,
    change.line_no,
    change.enterprise_code,
    coalesce(line.enterprise, known.enterprise, change.enterprise_code) AS enterprise,
    coalesce(line.enterprise_name, known.enterprise_name) AS enterprise_name,
    line.document_no,
    line.document_line_no,
    line.goods_name,
    change.verdict_from,
    change.verdict_to,
    change.route_from,
    change.route_to,
    change.tax_relief_from,
    change.tax_relief_to,
    change.failed_from,
    change.failed_to,
    change.open_from,
    change.open_to,
    change.causes,
    (
        SELECT string_agg(concat_ws(': ', one.cause.cause, one.cause.detail), '; ')
        FROM (SELECT unnest(change.causes) AS cause) AS one
    ) AS cause_text,
    line.value_cny,
    line.deadline,
    line.is_open
FROM verdict_change AS change
INNER JOIN last_night ON last_night.run_id = change.run_id
LEFT JOIN v_line AS line
    ON
        line.return_no = change.return_no
        AND line.line_no = change.line_no
        AND line.enterprise_code = change.enterprise_code
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = change.enterprise_code;
