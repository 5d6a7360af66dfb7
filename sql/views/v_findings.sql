-- One row per return line and rule: the outcome, the value compared, the limit it was held against, the source in force
-- on the day the line was judged, and what to do. `outcome` is true (kept), false (broken) or null (open); a rule that is
-- open only because the original line or its channel is not known `follows` from another, and has no advice of its own; nor
-- has any rule of a withdrawn line.
CREATE OR REPLACE VIEW v_findings AS
WITH finding AS (
    SELECT
        decided.return_no,
        decided.line_no,
        decided.enterprise_code,
        decided.enterprise,
        decided.verdict,
        decided.judged_on,
        decided.value_cny,
        decided.is_open,
        decided.supervision_mode,
        decided.channel,
        decided.awaited_rules,
        coalesce(
            decided.document_no IN (
                SELECT waiting.document_no
                FROM quarantine AS waiting
                WHERE waiting.feed = 'declarations' AND waiting.status = 'open' AND waiting.document_no IS NOT NULL
            ), false
        ) AS is_in_quarantine,
        unnest([
            'original_found',
            'goods_match',
            'channel_covered',
            'within_one_year',
            'reason_permitted',
            'shipment_permitted',
            'identifiable',
            'not_prohibited',
            'monitoring_system',
            'district_permitted',
            'quantity_available'
        ]) AS rule_id,
        unnest([
            decided.original_found,
            decided.goods_match,
            decided.channel_covered,
            decided.within_one_year,
            decided.reason_permitted,
            decided.shipment_permitted,
            decided.identifiable,
            decided.not_prohibited,
            decided.monitoring_system,
            decided.district_permitted,
            decided.quantity_available
        ]) AS outcome,
        unnest([
            compared.original_found_value,
            compared.goods_match_value,
            compared.channel_covered_value,
            compared.within_one_year_value,
            compared.reason_permitted_value,
            compared.shipment_permitted_value,
            compared.identifiable_value,
            compared.not_prohibited_value,
            compared.monitoring_system_value,
            compared.district_permitted_value,
            compared.quantity_available_value
        ]) AS compared_value,
        unnest([
            compared.original_found_limit,
            compared.goods_match_limit,
            compared.channel_covered_limit,
            compared.within_one_year_limit,
            compared.reason_permitted_limit,
            compared.shipment_permitted_limit,
            compared.identifiable_limit,
            compared.not_prohibited_limit,
            compared.monitoring_system_limit,
            compared.district_permitted_limit,
            compared.quantity_available_limit
        ]) AS compared_limit
    FROM eligibility AS decided
    INNER JOIN comparison AS compared
        ON
            compared.return_no = decided.return_no
            AND compared.line_no = decided.line_no
            AND compared.enterprise_code = decided.enterprise_code
),

placed AS (
    SELECT
        finding.*,
        rule.* EXCLUDE (rule_id),
        finding.outcome IS NULL AND CASE rule.rests_on
            WHEN 'original_found' THEN finding.supervision_mode IS NULL
            WHEN 'channel_covered' THEN finding.channel IS NULL
            ELSE false
        END AS follows
    FROM finding
    LEFT JOIN rule
        ON
            rule.rule_id = finding.rule_id
            AND finding.judged_on >= coalesce(rule.valid_from, DATE '0001-01-01')
            AND finding.judged_on <= coalesce(rule.valid_to, DATE '9999-12-31')
)

SELECT
    return_no,
    line_no,
    enterprise_code,
    enterprise,
    verdict,
    judged_on,
    value_cny,
    is_open,
    rule_id,
    position,
    outcome,
    outcome IS NULL AND list_contains(awaited_rules, rule_id) AS is_awaited,
    follows,
    compared_value,
    compared_limit,
    title_en,
    title_zh,
    source,
    sure,
    CASE
        WHEN outcome OR follows OR verdict = 'withdrawn' THEN NULL
        WHEN outcome = false THEN cure_broken_en
        WHEN is_in_quarantine THEN coalesce(cure_quarantined_en, cure_en)
        ELSE cure_en
    END AS advice_en,
    CASE
        WHEN outcome OR follows OR verdict = 'withdrawn' THEN NULL
        WHEN outcome = false THEN cure_broken_zh
        WHEN is_in_quarantine THEN coalesce(cure_quarantined_zh, cure_zh)
        ELSE cure_zh
    END AS advice_zh
FROM placed;
