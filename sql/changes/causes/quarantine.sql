-- Data: a row of the document went into quarantine, or left it.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'data' AS cause,
    CASE
        WHEN held.closed_run_id > span.before_run_id THEN 'quarantine: row ' || held.row_no || ' of ' || load.path || ' was closed'
        ELSE 'quarantine: row ' || held.row_no || ' of ' || load.path
    END AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN quarantine AS held ON held.document_no = changed.document_no AND held.feed = 'declarations'
INNER JOIN load_file AS load ON load.file_id = held.file_id
WHERE
    changed.rule_id = 'original_found'
    AND (held.closed_run_id > span.before_run_id OR (held.status = 'open' AND load.run_id > span.before_run_id));
