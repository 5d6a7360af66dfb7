-- Another claim on the same export line was taken back with its file, or names another export line now.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'claim' AS cause,
    concat(former.return_no, ' / ', former.line_no) AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN return_line_superseded AS former
    ON
        former.document_no = changed.document_no
        AND former.document_line_no = changed.document_line_no
        AND (former.return_no, former.line_no, former.enterprise_code)
        <> (changed.return_no, changed.line_no, changed.enterprise_code)
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = former.enterprise_code
LEFT JOIN return_line AS held
    ON
        held.return_no = former.return_no
        AND held.line_no = former.line_no
        AND held.enterprise_code = former.enterprise_code
        AND held.document_no = former.document_no
        AND held.document_line_no = former.document_line_no
WHERE
    changed.rule_id = 'quantity_available'
    AND former.superseded_run_id > span.before_run_id
    AND coalesce(known.enterprise, former.enterprise_code) = changed.enterprise
    AND held.return_no IS NULL;
