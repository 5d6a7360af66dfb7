-- Every line that reports show, put together once for the reports of all scopes.
CREATE TEMP TABLE IF NOT EXISTS every_line AS
SELECT
    line.*,
    line.verdict IN ('eligible', 'needs_evidence') AND line.is_open AND NOT line.is_back AS is_expected,
    coalesce(
        left(compared.district_permitted_value, 2) <> left(compared.district_permitted_limit, 2), false
    ) AS is_by_another_district
FROM v_line AS line
INNER JOIN comparison AS compared
    ON
        compared.return_no = line.return_no
        AND compared.line_no = line.line_no
        AND compared.enterprise_code = line.enterprise_code;
