-- What was on record after the last published run of the lines that this night decides otherwise; stepped back from there
-- to the night compared with.
CREATE OR REPLACE TEMP TABLE verdict_before AS
SELECT
    return_no,
    line_no,
    enterprise_code,
    verdict,
    route,
    tax_relief,
    failed_rules,
    open_rules
FROM decision_before;
