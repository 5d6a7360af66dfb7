-- en: Which export documents do returns name that are not held?
-- zh: 退货引用了哪些尚未收到的出口单证？
-- about_en: >-
--   One row per enterprise and document that open return lines name and of which no line is held: how many wait for it,
--   since when. Of a document that is held in part, `held-back-by-quarantine` tells. Ask whoever declared it for its data.
-- about_zh: 每行为被退货引用而未收到任何一行的出口单证（部分行被隔离的见 held-back-by-quarantine）：等待的未结案行数及最早申请日。请向申报方索取。
-- columns: [enterprise, document_no, lines, first_applied_on, last_applied_on]
SELECT
    line.enterprise,
    line.document_no,
    count(*) AS lines,
    min(line.applied_on) AS first_applied_on,
    max(line.applied_on) AS last_applied_on
FROM v_line AS line
WHERE line.is_open AND line.document_no IS NOT NULL AND list_contains(line.open_rules, 'original_found')
    AND NOT EXISTS (SELECT 1 FROM declaration_line AS held WHERE held.document_no = line.document_no)
GROUP BY line.enterprise, line.document_no
ORDER BY lines DESC, first_applied_on, line.document_no;
