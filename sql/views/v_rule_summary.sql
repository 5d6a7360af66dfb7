-- One row per rule: how many return lines keep it, break it, or leave it open, and the value of those refused and open.
CREATE OR REPLACE VIEW v_rule_summary AS
WITH outcomes AS (
{% for rule_id in rules %}
    SELECT
        '{{ rule_id }}' AS rule_id,
        {{ rule_id }} AS outcome,
        value_cny
    FROM eligibility
    WHERE verdict <> 'withdrawn'
{{ "    UNION ALL" if not loop.last }}
{% endfor %}
)

SELECT
    rule_id,
    count(*) FILTER (WHERE outcome) AS kept,
    count(*) FILTER (WHERE NOT outcome) AS broken,
    count(*) FILTER (WHERE outcome IS NULL) AS undecided,
    sum(value_cny) FILTER (WHERE NOT outcome) AS value_broken_cny,
    sum(value_cny) FILTER (WHERE outcome IS NULL) AS value_undecided_cny
FROM outcomes
GROUP BY rule_id;
