-- en: Which return lines wait for an export row that sits in quarantine?
-- zh: 哪些退货行在等待仍被隔离的出口数据？
-- about_en: >-
--   One row per open return line whose original document has open rows in quarantine, with what is wrong there.
-- about_zh: 每行为原单证尚有隔离行的未结案退货行，并列出隔离原因。
-- columns: [return_no, line_no, enterprise, document_no, document_line_no, verdict, value_cny, quarantine_id,
--   path, row_no, problem]
SELECT
    line.return_no,
    line.line_no,
    line.enterprise,
    line.document_no,
    line.document_line_no,
    line.verdict,
    line.value_cny,
    waiting.quarantine_id,
    load.path,
    waiting.row_no,
    array_to_string([error.message FOR error IN waiting.errors], ' ') AS problem
FROM v_line AS line
INNER JOIN quarantine AS waiting ON waiting.document_no = line.document_no
INNER JOIN load_file AS load ON load.file_id = waiting.file_id
WHERE waiting.status = 'open' AND waiting.feed = 'declarations' AND line.is_open
ORDER BY line.return_no, line.line_no, line.enterprise, waiting.quarantine_id;
