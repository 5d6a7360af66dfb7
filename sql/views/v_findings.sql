-- One row per return line and rule: its outcome, the value compared, the limit, the article and what to do.
CREATE OR REPLACE VIEW v_findings AS
WITH outcomes AS (
{% for rule_id in rules %}
    SELECT
        decided.enterprise,
        decided.enterprise_code,
        decided.return_no,
        decided.line_no,
        decided.judged_on,
        '{{ rule_id }}' AS rule_id,
        decided.{{ rule_id }} AS outcome,
        compared.{{ rule_id }}_value AS value,
        compared.{{ rule_id }}_limit AS limit_value
    FROM eligibility AS decided
    INNER JOIN comparison AS compared
        ON
            compared.enterprise_code = decided.enterprise_code
            AND compared.return_no = decided.return_no
            AND compared.line_no = decided.line_no
{{ "    UNION ALL" if not loop.last }}
{% endfor %}
)

SELECT
    outcomes.enterprise,
    outcomes.enterprise_code,
    outcomes.return_no,
    outcomes.line_no,
    outcomes.rule_id,
    outcomes.outcome,
    outcomes.value,
    outcomes.limit_value,
    rule.source,
    rule.sure,
    CASE WHEN outcomes.outcome THEN NULL ELSE rule.cure_en END AS advice_en,
    CASE WHEN outcomes.outcome THEN NULL ELSE rule.cure_zh END AS advice_zh
FROM outcomes
LEFT JOIN rule
    ON
        rule.rule_id = outcomes.rule_id
        AND (rule.valid_from IS NULL OR rule.valid_from <= outcomes.judged_on)
        AND (rule.valid_to IS NULL OR rule.valid_to >= outcomes.judged_on);
