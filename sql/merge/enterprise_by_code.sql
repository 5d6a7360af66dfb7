-- One row per code on record: the enterprise it means, by its 18-character code where that is known, of two such codes
-- by the lesser.
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
        WHEN length(max(partner)) > length(code) THEN max(partner)
        WHEN length(max(partner)) = length(code) THEN least(code, max(partner))
        ELSE code
    END AS enterprise
FROM codes
GROUP BY code;
