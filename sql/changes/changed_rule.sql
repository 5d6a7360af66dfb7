-- Which rules of a changed line stand otherwise than before; a changed tax relief counts as one.
CREATE OR REPLACE TEMP TABLE changed_rule AS
SELECT
    line.return_no,
    line.line_no,
    line.enterprise_code,
    now.enterprise,
    now.document_no,
    now.document_line_no,
    now.judged_on,
    now.deadline,
    now.relief_deadline,
    now.released_on,
    now.entered_on,
    now.is_back,
    unnest(list_distinct(
        list_filter(line.failed_from, lambda rule: NOT list_contains(line.failed_to, rule))
        || list_filter(line.failed_to, lambda rule: NOT list_contains(line.failed_from, rule))
        || list_filter(line.open_from, lambda rule: NOT list_contains(line.open_to, rule))
        || list_filter(line.open_to, lambda rule: NOT list_contains(line.open_from, rule))
        || CASE WHEN line.tax_relief_from IS DISTINCT FROM line.tax_relief_to THEN ['tax_relief'] ELSE [] END
    )) AS rule_id
FROM changed_line AS line
INNER JOIN eligibility AS now
    ON
        now.return_no = line.return_no
        AND now.line_no = line.line_no
        AND now.enterprise_code = line.enterprise_code
WHERE line.verdict_from IS NOT NULL;
