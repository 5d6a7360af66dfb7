-- One row per return line and condition of the tax relief: the outcome, what was looked at, the source and what to do
-- (nothing, of a withdrawn line).
CREATE OR REPLACE VIEW v_relief_findings AS
WITH finding AS (
    SELECT
        decided.return_no,
        decided.line_no,
        decided.enterprise_code,
        decided.enterprise,
        decided.verdict,
        decided.tax_relief,
        decided.relief_source,
        decided.judged_on,
        decided.is_open,
        decided.supervision_mode,
        unnest([
            'relief_mode',
            'relief_window',
            'relief_goods',
            'relief_reason',
            'relief_original_state',
            'relief_six_months',
            'relief_rebate_settled'
        ]) AS rule_id,
        unnest([
            decided.relief_mode,
            decided.relief_window,
            decided.relief_goods,
            decided.relief_reason,
            decided.relief_original_state,
            decided.relief_six_months,
            decided.relief_rebate_settled
        ]) AS outcome,
        unnest([
            decided.supervision_mode,
            CAST(coalesce(original.declared_on, decided.released_on) AS VARCHAR),
            CASE WHEN original.hs_code IS NOT NULL THEN 'HS ' || left(original.hs_code, 2) END,
            line.reason,
            CAST(line.original_state AS VARCHAR),
            CAST(decided.judged_on AS VARCHAR),
            concat_ws(', ', CAST(line.rebate_settled AS VARCHAR), 'flag ' || original.statistics_flag)
        ]) AS compared_value,
        unnest([
            NULL,
            decided.relief_source,
            NULL,
            NULL,
            'true',
            CAST(decided.relief_deadline AS VARCHAR),
            'true'
        ]) AS compared_limit
    FROM eligibility AS decided
    INNER JOIN return_line AS line
        ON
            line.return_no = decided.return_no
            AND line.line_no = decided.line_no
            AND line.enterprise_code = decided.enterprise_code
    LEFT JOIN declaration_line AS original
        ON
            original.document_no = decided.document_no
            AND original.line_no = decided.document_line_no
            AND decided.supervision_mode IS NOT NULL
)

SELECT
    finding.return_no,
    finding.line_no,
    finding.enterprise_code,
    finding.enterprise,
    finding.tax_relief,
    finding.relief_source,
    finding.judged_on,
    finding.is_open,
    finding.rule_id,
    rule.position,
    finding.outcome,
    coalesce(finding.outcome IS NULL AND rule.rests_on = 'original_found' AND finding.supervision_mode IS NULL, false)
    AS follows,
    finding.compared_value,
    finding.compared_limit,
    rule.title_en,
    rule.title_zh,
    rule.source,
    rule.sure,
    CASE
        WHEN finding.outcome OR follows OR finding.verdict = 'withdrawn' THEN NULL
        WHEN finding.outcome = false THEN rule.cure_broken_en
        ELSE rule.cure_en
    END AS advice_en,
    CASE
        WHEN finding.outcome OR follows OR finding.verdict = 'withdrawn' THEN NULL
        WHEN finding.outcome = false THEN rule.cure_broken_zh
        ELSE rule.cure_zh
    END AS advice_zh
FROM finding
LEFT JOIN rule
    ON
        rule.rule_id = finding.rule_id
        AND finding.judged_on >= coalesce(rule.valid_from, DATE '0001-01-01')
        AND finding.judged_on <= coalesce(rule.valid_to, DATE '9999-12-31');
