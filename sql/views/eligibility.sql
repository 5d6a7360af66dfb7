-- One row per return line: every flag, the verdict, the route and the tax relief, as decided in the last published night.
CREATE OR REPLACE VIEW eligibility AS
SELECT
    decided.return_no,
    decided.line_no,
    decided.enterprise_code,
    decided.document_no,
    decided.document_line_no,
    decided.channel,
    decided.supervision_mode,
    decided.applied_on,
    decided.released_on,
    decided.entered_on,
    CASE WHEN decided.is_back THEN decided.entered_on ELSE night.as_of END AS judged_on,
    decided.deadline,
    CASE WHEN NOT decided.is_back THEN CAST(decided.deadline - night.as_of AS INTEGER) END AS days_left,
    decided.quantity,
    decided.value_cny,
    outcome.original_found,
    outcome.goods_match,
    outcome.channel_covered,
    outcome.within_one_year,
    outcome.reason_permitted,
    outcome.shipment_permitted,
    outcome.identifiable,
    outcome.not_prohibited,
    outcome.monitoring_system,
    outcome.district_permitted,
    outcome.quantity_available,
    outcome.verdict,
    outcome.failed_rules,
    outcome.open_rules,
    outcome.awaited_rules,
    outcome.route,
    outcome.tax_relief,
    decided.relief_source,
    outcome.tax_note,
    outcome.relief_mode,
    outcome.relief_window,
    outcome.relief_goods,
    outcome.relief_reason,
    outcome.relief_original_state,
    outcome.relief_six_months,
    outcome.relief_rebate_settled,
    night.as_of,
    night.run_id,
    night.rulebook,
    decided.enterprise,
    decided.destination_country,
    decided.relief_deadline,
    decided.ship_by,
    decided.is_back,
    decided.is_open,
    decided.is_by_another_district
FROM decision AS decided
INNER JOIN outcome ON outcome.outcome_id = decided.outcome_id
CROSS JOIN (
    SELECT
        run_id,
        as_of,
        rulebook
    FROM run
    ORDER BY run_id DESC
    LIMIT 1
) AS night;
