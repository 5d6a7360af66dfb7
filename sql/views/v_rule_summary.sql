-- One row per rule: how many open lines keep it, break it or leave it open, and their value.
-- `only_broken` counts lines that break this rule alone; `only_missing` lines that only this rule keeps open.
CREATE OR REPLACE VIEW v_rule_summary AS
WITH counted AS (
    SELECT
        finding.rule_id,
        count(*) FILTER (WHERE finding.outcome) AS lines_kept,
        count(*) FILTER (WHERE NOT finding.outcome) AS lines_broken,
        count(*) FILTER (WHERE finding.outcome IS NULL) AS lines_open,
        count(*) FILTER (WHERE finding.is_awaited) AS lines_awaited,
        count(*) FILTER (WHERE NOT finding.outcome AND len(decided.failed_rules) = 1) AS only_broken,
        count(*) FILTER (
            WHERE finding.outcome IS NULL AND decided.verdict = 'needs_evidence' AND len(decided.open_rules) = 1
        ) AS only_missing,
        sum(finding.value_cny) FILTER (WHERE NOT finding.outcome) AS value_broken_cny,
        sum(finding.value_cny) FILTER (WHERE finding.outcome IS NULL) AS value_open_cny
    FROM v_findings AS finding
    INNER JOIN eligibility AS decided
        ON
            decided.return_no = finding.return_no
            AND decided.line_no = finding.line_no
            AND decided.enterprise_code = finding.enterprise_code
    WHERE finding.is_open
    GROUP BY finding.rule_id
),

newest AS (
    SELECT
        rule_id,
        min(position) AS position,
        arg_max(title_en, coalesce(valid_from, DATE '0001-01-01')) AS title_en,
        arg_max(title_zh, coalesce(valid_from, DATE '0001-01-01')) AS title_zh,
        arg_max(source, coalesce(valid_from, DATE '0001-01-01')) AS source,
        arg_max(sure, coalesce(valid_from, DATE '0001-01-01')) AS sure
    FROM rule
    WHERE kind = 'eligibility'
    GROUP BY rule_id
)

SELECT
    newest.rule_id,
    newest.position,
    newest.title_en,
    newest.title_zh,
    newest.source,
    newest.sure,
    coalesce(counted.lines_kept, 0) AS lines_kept,
    coalesce(counted.lines_broken, 0) AS lines_broken,
    coalesce(counted.lines_open, 0) AS lines_open,
    coalesce(counted.lines_awaited, 0) AS lines_awaited,
    coalesce(counted.only_broken, 0) AS only_broken,
    coalesce(counted.only_missing, 0) AS only_missing,
    counted.value_broken_cny,
    counted.value_open_cny
FROM newest
LEFT JOIN counted ON counted.rule_id = newest.rule_id
ORDER BY newest.position;
