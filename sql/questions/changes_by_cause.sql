-- en: What changed since last night, and what caused it?
-- zh: 较上一夜有哪些变化，起因是什么？
-- about_en: >-
--   One row per cause and change of verdict: how many lines and what they are worth. A line with two causes counts under
--   each; a line that was not there is a new line; a change of route or relief alone has the same verdict on both sides.
-- about_zh: 每行为一种起因与结论变化：行数与货值。有多个起因的行在各起因下均计。
-- columns: [cause, verdict_from, verdict_to, lines, value_cny]
SELECT
    cause.cause,
    verdict_from,
    verdict_to,
    count(*) AS lines,
    sum(value_cny) AS value_cny
FROM (
    SELECT
        return_no,
        line_no,
        enterprise_code,
        verdict_from,
        verdict_to,
        value_cny,
        unnest(
            coalesce(
                list_distinct([item.cause FOR item IN causes]),
                [CASE WHEN verdict_from IS NULL THEN 'new line' ELSE 'not known' END]
            )
        ) AS cause
    FROM v_night_changes
) AS cause
GROUP BY ALL
ORDER BY lines DESC, cause.cause, verdict_from, verdict_to;
