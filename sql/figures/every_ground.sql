-- What the verdicts of open lines rest on, counted once for all scopes: refused lines by all of their broken rules, open
-- lines by all of their open ones that do not only await the goods, eligible lines by coming back through another
-- district.
CREATE TEMP TABLE IF NOT EXISTS every_ground AS
SELECT
    enterprise,
    verdict,
    judged_on,
    CASE verdict
        WHEN 'ineligible' THEN failed_rules
        WHEN 'needs_evidence' THEN list_filter(open_rules, lambda rule: NOT list_contains(awaited_rules, rule))
        ELSE ['district_permitted']
    END AS rules,
    count(*) AS lines,
    sum(value_cny) AS value_cny
FROM eligibility
WHERE is_open AND (verdict IN ('ineligible', 'needs_evidence') OR (verdict = 'eligible' AND is_by_another_district))
GROUP BY ALL;
