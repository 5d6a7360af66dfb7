-- One row per enterprise code on record: the enterprise it means (by its 18-character code where that is known, of two
-- such codes by the lesser) and its name, the newest record's.
CREATE OR REPLACE VIEW v_enterprise_code AS
WITH codes AS (
    SELECT
        enterprise_code AS code,
        other_code AS partner,
        name,
        monitoring_from
    FROM enterprise
    UNION ALL
    SELECT
        other_code AS code,
        enterprise_code AS partner,
        name,
        monitoring_from
    FROM enterprise
    WHERE other_code IS NOT NULL
)

SELECT
    code AS enterprise_code,
    CASE
        WHEN length(max(partner)) > length(code) THEN max(partner)
        WHEN length(max(partner)) = length(code) THEN least(code, max(partner))
        ELSE code
    END AS enterprise,
    arg_max(name, coalesce(monitoring_from, DATE '0001-01-01')) AS enterprise_name
FROM codes
GROUP BY code;
