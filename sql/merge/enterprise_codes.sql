-- The codes of each enterprise on record, by the key of its rows.
SELECT
    enterprise_code,
    monitoring_from,
    other_code
FROM enterprise;
