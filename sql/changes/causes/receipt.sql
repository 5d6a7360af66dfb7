-- Data: a receipt released the document.
INSERT INTO found_cause
SELECT DISTINCT
    changed.return_no,
    changed.line_no,
    changed.enterprise_code,
    'data' AS cause,
    concat('receipts.released_at of ', changed.document_no, ' from ', new_file.path) AS detail
FROM changed_rule AS changed
INNER JOIN receipt ON receipt.document_no = changed.document_no
INNER JOIN new_file ON new_file.file_id = receipt.file_id;
