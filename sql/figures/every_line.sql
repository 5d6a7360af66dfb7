-- Lines that a list of some report may show, put together once for the reports of all scopes: those that are refused or
-- lack evidence, those still expected that are due within ninety days or must be shipped within seven, and every line
-- of an enterprise that has no more than a page holds. `place`: those of highest value first.
CREATE TEMP TABLE IF NOT EXISTS every_line_{{ embedded_at_most }} AS
WITH small AS (
    SELECT enterprise
    FROM eligibility
    GROUP BY enterprise
    HAVING count(*) <= {{ embedded_at_most }}
),

decided AS (
    SELECT
        *,
        verdict IN ('eligible', 'needs_evidence') AND is_open AND NOT is_back AS is_expected
    FROM eligibility
    WHERE
        (is_open AND verdict IN ('ineligible', 'needs_evidence'))
        OR (
            is_open
            AND verdict = 'eligible'
            AND NOT is_back
            AND (days_left <= 90 OR ship_by <= as_of + 7)
        )
        OR enterprise IN (FROM small)
)

SELECT
    row_number() OVER (
        ORDER BY decided.value_cny DESC NULLS LAST, decided.enterprise_code, decided.return_no, decided.line_no
    ) AS place,
    decided.return_no,
    decided.line_no,
    decided.enterprise_code,
    decided.enterprise,
    coalesce(known.enterprise_name, decided.enterprise) AS enterprise_name,
    decided.document_no,
    decided.document_line_no,
    decided.channel,
    decided.verdict,
    decided.route,
    decided.tax_relief,
    decided.failed_rules,
    decided.open_rules,
    decided.awaited_rules,
    line.goods_name,
    decided.quantity,
    line.unit,
    decided.value_cny,
    decided.entered_on,
    decided.judged_on,
    decided.deadline,
    decided.days_left,
    decided.ship_by,
    decided.relief_deadline,
    decided.is_back,
    decided.is_open,
    decided.is_expected,
    decided.as_of
FROM decided
INNER JOIN return_line AS line
    ON
        line.return_no = decided.return_no
        AND line.line_no = decided.line_no
        AND line.enterprise_code = decided.enterprise_code
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = decided.enterprise_code;
