-- en: For what reasons do goods come back through each channel, and with what outcome?
-- zh: 各渠道的退货原因及结论如何？
-- about_en: >-
--   One row per channel and reason with its lines by verdict. Withdrawn lines are left out.
-- about_zh: 每行为一种渠道与原因，按结论统计行数。已撤回的不计。
-- columns: [channel, reason, lines, eligible, needs_evidence, ineligible, value_cny]
SELECT
    channel,
    reason,
    count(*) AS lines,
    count(*) FILTER (WHERE verdict = 'eligible') AS eligible,
    count(*) FILTER (WHERE verdict = 'needs_evidence') AS needs_evidence,
    count(*) FILTER (WHERE verdict = 'ineligible') AS ineligible,
    sum(value_cny) AS value_cny
FROM v_line
WHERE verdict <> 'withdrawn'
GROUP BY channel, reason
ORDER BY channel NULLS LAST, lines DESC, reason NULLS LAST;
