-- The staged rows of one feed, the enterprise resolved.
CREATE OR REPLACE TEMP VIEW staged AS
SELECT
    staged_row.*,
{% if "enterprise_code" in columns %}
    coalesce(known.enterprise, staged_row.enterprise_code) AS enterprise
FROM staged_row
LEFT JOIN enterprise_by_code AS known ON known.code = staged_row.enterprise_code;
{% else %}
    NULL AS enterprise
FROM staged_row;
{% endif %}
