-- en: How was an export line amended, and by which files?
-- zh: 某一出口商品行被哪些文件修改过？
-- about_en: >-
--   One row per version of each line of the document, the oldest first, with its file and what replaced it. Without a
--   document: the line with most versions.
-- about_zh: 每行为单证商品行的一个版本，旧的在前，附来源文件及取代它的文件。不给单证号时显示版本最多的商品行。
-- parameters:
--   document: {type: text, default: null, en: Number of the export document, zh: 出口单证编号}
-- columns: [document_no, line_no, is_current, status, released_at, goods_name, mark, quantity, unit, unit_price,
--   path, row_no, superseded_by_path]
WITH asked AS (
    SELECT
        document_no,
        line_no
    FROM v_declaration_line_versions
    WHERE $document IS NULL OR document_no = $document
    GROUP BY document_no, line_no
    QUALIFY $document IS NOT NULL OR row_number() OVER (ORDER BY count(*) DESC, document_no, line_no) = 1
)

SELECT
    document_no,
    line_no,
    is_current,
    status,
    released_at,
    goods_name,
    mark,
    quantity,
    unit,
    unit_price,
    path,
    row_no,
    superseded_by_path
FROM v_declaration_line_versions
INNER JOIN asked USING (document_no, line_no)
ORDER BY document_no, line_no, is_current, superseded_run_id, file_id, row_no;
