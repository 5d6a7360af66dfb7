-- en: What did a broker's files get wrong?
-- zh: 申报企业报送的文件错在哪里？
-- about_en: >-
--   One row per broker, file, column and failed check, with how many rows failed it and a value that did. The broker is
--   the one that the row names; rows that name none are listed under the file alone.
-- about_zh: 每行为某申报企业某文件某列的一种错误，附错误行数及一例。申报企业取自该行；未填的仅按文件列出。
-- parameters:
--   broker: {type: text, default: null, en: Code of one broker, zh: 申报企业代码}
--   file: {type: text, default: null, en: Part of the file's path, zh: 文件路径中的文字}
-- columns: [broker, path, feed, column, check, rows, rows_open, first_row, example]
WITH failed AS (
    SELECT
        coalesce(waiting.raw ->> 'agent_code', waiting.raw ->> 'agentCode', waiting.raw ->> '申报企业代码') AS broker,
        load.path,
        waiting.feed,
        waiting.status,
        waiting.row_no,
        unnest(waiting.errors) AS error
    FROM quarantine AS waiting
    INNER JOIN load_file AS load ON load.file_id = waiting.file_id
)

SELECT
    broker,
    path,
    feed,
    error['column'] AS column,
    error['check'] AS check,
    count(*) AS rows,
    count(*) FILTER (WHERE status = 'open') AS rows_open,
    min(row_no) AS first_row,
    arg_min(error['value'], row_no) AS example
FROM failed
WHERE ($broker IS NULL OR broker = $broker) AND ($file IS NULL OR contains(path, $file))
GROUP BY ALL
ORDER BY rows DESC, path, first_row, error['column'];
