-- The two sides of a ban on each line whose not_prohibited stands otherwise: import is judged on the day of judgement,
-- export on that of release (the night's, where it is not known), both on either.
CREATE OR REPLACE TEMP TABLE ban_side AS
SELECT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    original.hs_code,
    unnest([
        {'scope': 'import', 'day': changed.judged_on},
        {'scope': 'export', 'day': coalesce(changed.released_on, span.as_of)}
    ], recursive := true)
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN declaration_line AS original
    ON original.document_no = changed.document_no AND original.line_no = changed.document_line_no
WHERE changed.rule_id = 'not_prohibited';
