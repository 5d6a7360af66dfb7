-- The rows that the warehouse holds of one feed, as their own files gave them, the enterprise resolved; `place` is where
-- each lies in its table.
CREATE OR REPLACE TEMP VIEW held AS
SELECT
    held.* {% if "released_at" in columns and table == "declaration_line" %}REPLACE (own_released_at AS released_at){% endif %},
    held.rowid AS place,
{% if "enterprise_code" in columns %}
    coalesce(known.enterprise, held.enterprise_code) AS enterprise
FROM {{ table }} AS held
LEFT JOIN enterprise_by_code AS known ON known.code = held.enterprise_code;
{% else %}
    NULL AS enterprise
FROM {{ table }} AS held;
{% endif %}
