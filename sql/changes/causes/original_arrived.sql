-- Data: the export line came after the return line that claims it. Where another row of its document lies in quarantine,
-- original_found stays open, and the channel tells that the line itself is there.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'data' AS cause,
    'declarations: document ' || changed.document_no || ' from ' || new_file.path AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN declaration_line AS original ON original.document_no = changed.document_no
INNER JOIN new_file ON new_file.file_id = original.file_id
WHERE
    (
        changed.rule_id = 'original_found'
        OR (changed.rule_id = 'channel_covered' AND original.line_no = changed.document_line_no)
    )
    AND NOT EXISTS (
        SELECT 1
        FROM declaration_line_superseded AS former
        INNER JOIN load_file AS former_file ON former_file.file_id = former.file_id
        WHERE
            former.document_no = original.document_no
            AND former.line_no = original.line_no
            AND former_file.run_id <= span.before_run_id
            -- One that was taken back before that night was not held then.
            AND former.superseded_run_id > span.before_run_id
    );
