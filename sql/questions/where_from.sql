-- en: From which file and row does a return line come, and its original?
-- zh: 某退货行及其原出口商品来自哪个文件的哪一行？
-- about_en: >-
--   One row per line of the return with both files, rows and nights. Without a number - the last return loaded.
-- about_zh: 每行为该退货单的一行，附其与原单证的来源文件、行号和批次。不给单号时为最近载入的退货。
-- parameters:
--   return: {type: text, default: null, en: Number of the return, zh: 退货单号}
-- columns: [return_no, line_no, enterprise_code, return_path, return_row_no, return_sha256, document_no,
--   document_line_no, original_path, original_row_no, original_sha256]
WITH newest AS (
    SELECT return_no
    FROM return_line
    ORDER BY file_id DESC, row_no DESC
    LIMIT 1
)

SELECT
    line.return_no,
    line.line_no,
    line.enterprise_code,
    return_file.path AS return_path,
    line.row_no AS return_row_no,
    return_file.sha256 AS return_sha256,
    line.document_no,
    line.document_line_no,
    original_file.path AS original_path,
    original.row_no AS original_row_no,
    original_file.sha256 AS original_sha256
FROM return_line AS line
INNER JOIN load_file AS return_file ON return_file.file_id = line.file_id
LEFT JOIN declaration_line AS original
    ON original.document_no = line.document_no AND original.line_no = line.document_line_no
LEFT JOIN load_file AS original_file ON original_file.file_id = original.file_id
WHERE line.return_no = coalesce($return, (SELECT newest.return_no FROM newest))
ORDER BY line.enterprise_code, line.line_no;
