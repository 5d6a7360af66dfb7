-- Another claim on the same export line came, changed, came home, or went since.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'claim' AS cause,
    concat(other.return_no, ' / ', other.line_no) AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN eligibility AS other
    ON
        other.document_no = changed.document_no
        AND other.document_line_no = changed.document_line_no
        AND other.enterprise = changed.enterprise
        AND (other.return_no, other.line_no, other.enterprise_code) <> (changed.return_no, changed.line_no, changed.enterprise_code)
INNER JOIN return_line AS other_line
    ON
        other_line.return_no = other.return_no
        AND other_line.line_no = other.line_no
        AND other_line.enterprise_code = other.enterprise_code
LEFT JOIN new_file ON new_file.file_id = other_line.file_id
LEFT JOIN changed_line AS moved
    ON
        moved.return_no = other.return_no
        AND moved.line_no = other.line_no
        AND moved.enterprise_code = other.enterprise_code
WHERE
    changed.rule_id = 'quantity_available'
    AND (
        new_file.file_id IS NOT NULL
        OR moved.return_no IS NOT NULL
        OR (other.entered_on > span.before_as_of AND other.entered_on <= span.as_of)
    )
UNION
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'claim' AS cause,
    concat(former.return_no, ' / ', former.line_no) AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN return_line_superseded AS former
    ON former.document_no = changed.document_no AND former.document_line_no = changed.document_line_no
INNER JOIN load_file AS former_file ON former_file.file_id = former.file_id
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = former.enterprise_code
WHERE
    changed.rule_id = 'quantity_available'
    AND former.status = 'applied'
    AND former.superseded_run_id > span.before_run_id
    AND former_file.run_id <= span.before_run_id
    AND coalesce(known.enterprise, former.enterprise_code) = changed.enterprise
    AND (former.return_no, former.line_no) <> (changed.return_no, changed.line_no);
