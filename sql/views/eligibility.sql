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
    decided.quantity_available,
    decided.verdict,
    decided.failed_rules,
    decided.open_rules,
    decided.awaited_rules,
    decided.route,
    decided.tax_relief,
    decided.relief_source,
    decided.tax_note,
    decided.relief_mode,
    decided.relief_window,
    decided.relief_goods,
    decided.relief_reason,
    decided.relief_original_state,
    decided.relief_six_months,
    decided.relief_rebate_settled,
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
CROSS JOIN (
    SELECT
        run_id,
        as_of,
        rulebook
    FROM run
    ORDER BY run_id DESC
    LIMIT 1
) AS night;
