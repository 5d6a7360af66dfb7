-- Each rule in force, with what it broke or left open.
SELECT
    rule.rule_id,
    rule.title_en,
    rule.title_zh,
    rule.source,
    rule.sure,
    summary.kept,
    summary.broken,
    summary.undecided
FROM rule
INNER JOIN v_rule_summary AS summary ON summary.rule_id = rule.rule_id
WHERE rule.kind = 'eligibility' AND (rule.valid_to IS NULL)
ORDER BY rule.position;
