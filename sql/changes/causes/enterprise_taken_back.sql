-- Data: a delivery of enterprises that had brought or changed a record of the enterprise was taken back. Where it had said
-- that two codes are one enterprise, claims of the other code, which is another's now, left room.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'data' AS cause,
    'enterprises: ' || load.path || ' was taken back' AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN enterprise_superseded AS former
    ON
        changed.enterprise_code IN (former.enterprise_code, former.other_code)
        OR changed.enterprise IN (former.enterprise_code, former.other_code)
INNER JOIN load_file AS load ON load.file_id = former.file_id
WHERE
    (
        changed.rule_id IN ('monitoring_system', 'original_found')
        OR (changed.rule_id = 'quantity_available' AND former.other_code IS NOT NULL)
    )
    AND load.run_id <= span.before_run_id
    AND load.retracted_run_id > span.before_run_id;
