-- Data: a new or amended record of the enterprise.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'data' AS cause,
    concat_ws(' ', 'enterprises.monitoring_from', record.monitoring_from, 'of', record.enterprise_code, 'from', new_file.path) AS detail
FROM changed_rule AS changed
INNER JOIN v_enterprise_code AS known ON known.enterprise = changed.enterprise
INNER JOIN enterprise AS record ON record.enterprise_code = known.enterprise_code
INNER JOIN new_file ON new_file.file_id = record.file_id
WHERE changed.rule_id IN ('monitoring_system', 'original_found');
