-- en: Which enterprises have returns on days that no monitoring record covers?
-- zh: 哪些企业的退货日不在流程监控体系的有效期内？
-- about_en: >-
--   One row per enterprise with lines on which the monitoring rule is broken or open, with what is on record.
-- about_zh: 每行为流程监控体系规则不符合或未定的企业，附已登记的有效期。
-- columns: [enterprise, enterprise_name, lines, value_cny, first_judged_on, last_judged_on, records]
WITH held AS (
    SELECT
        known.enterprise,
        string_agg(
            coalesce(CAST(record.monitoring_from AS VARCHAR), '?')
            || ' – '
            || coalesce(CAST(record.monitoring_to AS VARCHAR), ''),
            ', '
            ORDER BY record.monitoring_from
        ) AS records
    FROM enterprise AS record
    INNER JOIN v_enterprise_code AS known ON known.enterprise_code = record.enterprise_code
    WHERE record.monitoring_from IS NOT NULL
    GROUP BY known.enterprise
)

SELECT
    finding.enterprise,
    max(known.enterprise_name) AS enterprise_name,
    count(*) AS lines,
    sum(finding.value_cny) AS value_cny,
    min(finding.judged_on) AS first_judged_on,
    max(finding.judged_on) AS last_judged_on,
    any_value(held.records) AS records
FROM v_findings AS finding
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = finding.enterprise
LEFT JOIN held ON held.enterprise = finding.enterprise
WHERE finding.rule_id = 'monitoring_system' AND finding.outcome IS NOT TRUE AND finding.verdict <> 'withdrawn'
GROUP BY finding.enterprise
ORDER BY lines DESC, finding.enterprise;
