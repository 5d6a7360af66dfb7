-- One row per code on record: the enterprise it means, by its 18-character code where that is known.
CREATE OR REPLACE TEMP TABLE enterprise_by_code AS
WITH pairs AS (
    SELECT DISTINCT
        enterprise_code,
        other_code
    FROM enterprise
),

codes AS (
    SELECT
        enterprise_code AS code,
        other_code AS partner
    FROM pairs
    UNION
    SELECT
        other_code AS code,
        enterprise_code AS partner
    FROM pairs
    WHERE other_code IS NOT NULL
)

SELECT
    code,
    CASE
        WHEN length(code) = 18 OR max(partner) IS NULL THEN code
        WHEN length(max(partner)) = 18 THEN max(partner)
        ELSE least(code, max(partner))
    END AS enterprise
FROM codes
GROUP BY code;
