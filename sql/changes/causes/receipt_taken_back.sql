-- Data: a delivery of receipts that had released the document, or changed its release, was taken back.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'data' AS cause,
    'receipts: ' || load.path || ' was taken back' AS detail
FROM changed_rule AS changed
CROSS JOIN span
INNER JOIN receipt_superseded AS former ON former.document_no = changed.document_no
INNER JOIN load_file AS load ON load.file_id = former.file_id
WHERE load.retracted_run_id > span.before_run_id;
