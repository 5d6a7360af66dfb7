-- The lines whose verdict, route or tax relief differs from the night compared with; new ones, and ones that are gone.
CREATE OR REPLACE TEMP TABLE changed_line AS
SELECT
    coalesce(now.return_no, before.return_no) AS return_no,
    coalesce(now.line_no, before.line_no) AS line_no,
    coalesce(now.enterprise_code, before.enterprise_code) AS enterprise_code,
    before.verdict AS verdict_from,
    now.verdict AS verdict_to,
    before.route AS route_from,
    now.route AS route_to,
    before.tax_relief AS tax_relief_from,
    now.tax_relief AS tax_relief_to,
    before.failed_rules AS failed_from,
    now.failed_rules AS failed_to,
    before.open_rules AS open_from,
    now.open_rules AS open_to
FROM verdict_before AS before
FULL JOIN (
    SELECT *
    FROM eligibility
    SEMI JOIN affected_line USING (return_no, line_no, enterprise_code)
) AS now
    ON
        now.return_no = before.return_no
        AND now.line_no = before.line_no
        AND now.enterprise_code = before.enterprise_code
WHERE
    now.verdict IS DISTINCT FROM before.verdict
    OR now.route IS DISTINCT FROM before.route
    OR now.tax_relief IS DISTINCT FROM before.tax_relief;
