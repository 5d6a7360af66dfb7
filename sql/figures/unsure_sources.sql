-- Lines whose verdict rests on nothing but sources that are not gazetted words (sure is S, M or I), by verdict and the
-- rules concerned: refused and open lines by all of their broken or open rules, eligible lines by coming back through
-- another district. Awaited rules only wait for the goods, and withdrawn and closed lines rest on nothing.
WITH ground AS (
    SELECT
        return_no,
        line_no,
        enterprise_code,
        verdict,
        any_value(value_cny) AS value_cny,
        list(rule_id ORDER BY position) AS rules,
        bool_and(coalesce(sure NOT LIKE 'V%', false)) AS is_unsure
    FROM v_findings
    WHERE
        is_open
        AND CASE verdict
            WHEN 'ineligible' THEN outcome = false
            WHEN 'needs_evidence' THEN outcome IS NULL AND NOT is_awaited
            WHEN 'eligible' THEN rule_id = 'district_permitted' AND left(compared_value, 2) <> left(compared_limit, 2)
            ELSE false
        END
    GROUP BY return_no, line_no, enterprise_code, verdict
)

SELECT
    verdict,
    rules,
    count(*) AS lines,
    sum(value_cny) AS value_cny
FROM ground
WHERE is_unsure
GROUP BY verdict, rules
ORDER BY verdict = 'eligible', verdict DESC, lines DESC, rules;
