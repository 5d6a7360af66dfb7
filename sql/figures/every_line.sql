-- Those lines with what lists show of them, put together once for the reports of all scopes.
CREATE TEMP TABLE every_line_{{ embedded_at_most }} AS
SELECT
    placed.place,
    decided.return_no,
    decided.line_no,
    decided.enterprise_code,
    decided.enterprise,
    coalesce(known.enterprise_name, decided.enterprise) AS enterprise_name,
    decided.document_no,
    decided.document_line_no,
    decided.channel,
    decided.destination_country,
    decided.verdict,
    decided.route,
    decided.tax_relief,
    decided.failed_rules,
    decided.open_rules,
    decided.awaited_rules,
    placed.goods_name,
    decided.value_cny,
    decided.entered_on,
    decided.judged_on,
    decided.deadline,
    decided.days_left,
    decided.ship_by,
    -- The six months of 1210 run from the day the goods left the zone, which is not held.
    CASE WHEN NOT coalesce(starts_with(decided.channel, 'zone_'), false) THEN decided.relief_deadline END AS relief_deadline,
    decided.is_back,
    decided.is_open,
    decided.is_expected,
    decided.supervision_mode IS NOT NULL AS has_original,
    coalesce(
        decided.document_no IN (
            SELECT waiting.document_no
            FROM quarantine AS waiting
            WHERE waiting.feed = 'declarations' AND waiting.status = 'open' AND waiting.document_no IS NOT NULL
        ), false
    ) AS is_in_quarantine,
    decided.is_open
    AND (
        decided.verdict = 'ineligible'
        OR len(decided.open_rules) > len(decided.awaited_rules)
        OR coalesce(decided.is_expected AND decided.days_left BETWEEN 0 AND 90, false)
    ) AS is_pressing,
    decided.as_of
FROM shown_line AS decided
INNER JOIN every_place AS placed
    ON
        placed.return_no = decided.return_no
        AND placed.line_no = decided.line_no
        AND placed.enterprise_code = decided.enterprise_code
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = decided.enterprise_code;
