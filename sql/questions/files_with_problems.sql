-- en: Which files were rejected, or have rows that still wait?
-- zh: 哪些文件被拒收，或仍有行待更正？
-- about_en: >-
--   One row per file that was rejected, does not add up, or has open rows in quarantine; the newest night first.
-- about_zh: 每行为被拒收、行数不平或仍有隔离行的文件；最近一晚的在前。
-- columns: [as_of, path, feed, status, reason, rows_read, rows_quarantined, rows_open, adds_up]
SELECT
    as_of,
    path,
    feed,
    status,
    reason,
    rows_read,
    rows_quarantined,
    rows_open,
    adds_up
FROM v_accounting
WHERE status = 'rejected' OR rows_open > 0 OR NOT adds_up
ORDER BY as_of DESC, rows_open DESC, path;
