-- Data: a delivery of declarations that had brought or changed the export line was taken back.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'data' AS cause,
    'declarations: ' || load.path || ' was taken back' AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN declaration_line_superseded AS former
    ON
        former.document_no = changed.document_no
        -- A corrected row of another line, taken back, waits in quarantine again.
        AND (former.line_no = changed.document_line_no OR changed.rule_id = 'original_found')
INNER JOIN load_file AS load ON load.file_id = former.file_id
WHERE load.retracted_run_id > span.before_run_id;
