-- Lines that a list of some report may show: those that are refused or lack evidence, those still expected that are due
-- within ninety days or must be shipped within seven, and every line of an enterprise that has no more than a page holds.
CREATE OR REPLACE TEMP VIEW shown_line AS
SELECT
    *,
    is_open AND NOT is_back AND verdict IN ('eligible', 'needs_evidence') AS is_expected
FROM eligibility
WHERE
    (is_open AND verdict IN ('ineligible', 'needs_evidence'))
    OR (
        is_open
        AND NOT is_back
        AND verdict = 'eligible'
        AND (days_left <= 90 OR ship_by <= as_of + 7)
    )
    OR enterprise IN (
        SELECT enterprise
        FROM eligibility
        GROUP BY enterprise
        HAVING count(*) <= {{ embedded_at_most }}
    );
