-- One row per return line: what its flags come to. AND is three-valued here as in the rulebook.
CREATE TABLE eligibility AS
WITH flagged AS (
    SELECT
        line.*,
        judged.* EXCLUDE (line_id),
        fitting.quantity_available,
        [
            judged.original_found, judged.goods_match, judged.channel_covered, judged.within_one_year,
            judged.reason_permitted, judged.shipment_permitted, judged.identifiable, judged.not_prohibited,
            judged.monitoring_system, judged.district_permitted, fitting.quantity_available
        ] AS flags,
        line.supervision_mode IN ('1210', '9610', '9710', '9810') AS relief_mode,
        NOT list_contains((getvariable('law') ->> '$.relief_goods.food_chapters[*]'), line.original_hs_code[:2])
            AS relief_goods,
        CASE
            WHEN line.reason = 'force_majeure' THEN false
            WHEN line.reason <> 'other' THEN true
        END AS relief_reason,
        line.original_state AS relief_original_state,
        CASE
            -- A rebate that is not settled and a document that never had one contradict each other.
            WHEN line.statistics_flag = 'A' THEN CASE WHEN coalesce(line.rebate_settled, true) THEN true END
            ELSE line.rebate_settled
        END AS relief_rebate_settled
    FROM line
    INNER JOIN judged USING (line_id)
    LEFT JOIN fitting USING (line_id)
),

listed AS (
    SELECT
        *,
        list_where(getvariable('rules'), list_transform(flags, lambda flag: NOT coalesce(flag, true))) AS failed_rules,
        list_where(getvariable('rules'), list_transform(flags, lambda flag: flag IS NULL)) AS open_rules,
        relief_mode AND relief_window AND relief_goods AND relief_reason AND relief_original_state
        AND relief_six_months AND relief_rebate_settled AS is_exempt,
        CASE
            WHEN is_exempt THEN 'exempt'
            WHEN NOT is_exempt THEN 'not_exempt'
            ELSE 'needs_evidence'
        END AS tax_relief
    FROM flagged
),

concluded AS (
    SELECT
        *,
        CASE
            WHEN is_withdrawn THEN 'withdrawn'
            WHEN len(failed_rules) > 0 THEN 'ineligible'
            WHEN len(open_rules) > 0 THEN 'needs_evidence'
            ELSE 'eligible'
        END AS verdict
    FROM listed
)

SELECT
    return_no,
    line_no,
    enterprise_code,
    channel,
    released_on,
    judged_on,
    deadline,
    CASE WHEN NOT is_back THEN (deadline - getvariable('as_of'))::INTEGER END AS days_left,
    original_found,
    goods_match,
    channel_covered,
    within_one_year,
    reason_permitted,
    shipment_permitted,
    identifiable,
    not_prohibited,
    monitoring_system,
    district_permitted,
    quantity_available,
    verdict,
    failed_rules,
    open_rules,
    -- The mark is read on arrival.
    CASE
        WHEN is_in_force AND channel = 'retail_9610' AND mark IS NULL AND NOT is_back THEN ['identifiable']
        ELSE []::VARCHAR[]
    END AS awaited_rules,
    CASE
        WHEN verdict = 'withdrawn' THEN NULL
        WHEN verdict <> 'ineligible' THEN 'ecommerce_return'
        WHEN NOT not_prohibited THEN 'none'
        WHEN list_has_all(['channel_covered', 'reason_permitted'], failed_rules) THEN 'ordinary_return_4561'
        ELSE 'ask_customs'
    END AS route,
    relief_mode,
    relief_window,
    relief_goods,
    relief_reason,
    relief_original_state,
    relief_six_months,
    relief_rebate_settled,
    tax_relief,
    relief_source,
    CASE
        WHEN tax_relief <> 'exempt' AND is_tariff_reason AND original_state AND within_one_year THEN 'tariff_law_39'
    END AS tax_note
FROM concluded;
