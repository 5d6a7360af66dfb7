-- What changed since last night, put together once for the reports of all scopes.
CREATE TEMP TABLE IF NOT EXISTS every_change AS
SELECT
    change.return_no,
    change.line_no,
    change.enterprise_code,
    coalesce(line.enterprise, known.enterprise, change.enterprise_code) AS enterprise,
    coalesce(known.enterprise_name, line.enterprise) AS enterprise_name,
    line.document_no,
    change.verdict_from,
    change.verdict_to,
    change.causes,
    line.value_cny
FROM verdict_change AS change
LEFT JOIN eligibility AS line
    ON
        line.return_no = change.return_no
        AND line.line_no = change.line_no
        AND line.enterprise_code = change.enterprise_code
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = change.enterprise_code
WHERE change.run_id = (SELECT max(run_id) FROM run);
