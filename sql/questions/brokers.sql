-- en: How do each broker's returns fare?
-- zh: 各申报企业代理的退货结果如何？
-- about_en: >-
--   One row per broker (and one for lines without): lines by verdict, what customs said, and the value refused.
-- about_zh: 每行为一家申报企业（另有一行为未委托）：按结论统计的行数、海关结论及不符合的货值。
-- columns: [broker, lines, eligible, needs_evidence, ineligible, accepted_by_customs, refused_by_customs,
--   value_ineligible_cny]
SELECT
    agent_code AS broker,
    count(*) AS lines,
    count(*) FILTER (WHERE verdict = 'eligible') AS eligible,
    count(*) FILTER (WHERE verdict = 'needs_evidence') AS needs_evidence,
    count(*) FILTER (WHERE verdict = 'ineligible') AS ineligible,
    count(*) FILTER (WHERE customs_outcome = 'accepted') AS accepted_by_customs,
    count(*) FILTER (WHERE customs_outcome = 'refused') AS refused_by_customs,
    sum(value_cny) FILTER (WHERE verdict = 'ineligible') AS value_ineligible_cny
FROM v_line
WHERE verdict <> 'withdrawn'
GROUP BY agent_code
ORDER BY lines DESC, broker;
