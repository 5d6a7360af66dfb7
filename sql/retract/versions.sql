-- Every version of every row of one feed that is on record and not taken back: current, former, and repeated.
CREATE OR REPLACE TEMP VIEW version AS
WITH kept AS (
    SELECT
        {{ columns | join(", ") }},
        enterprise,
        file_id,
        row_no
    FROM held
    UNION ALL
    SELECT
        {{ columns | join(", ") }},
{% if "enterprise_code" in columns %}
        coalesce(known.enterprise, former.enterprise_code) AS enterprise,
{% else %}
        NULL AS enterprise,
{% endif %}
        file_id,
        row_no
    FROM {{ table }}_superseded AS former
{% if "enterprise_code" in columns %}
    LEFT JOIN enterprise_by_code AS known ON known.code = former.enterprise_code
{% endif %}
    WHERE former.superseded_by_file_id IS NOT NULL
)

SELECT *
FROM kept
UNION ALL
SELECT kept.* REPLACE (again.file_id AS file_id, again.row_no AS row_no)
FROM duplicate_row AS again
INNER JOIN kept ON kept.file_id = again.held_file_id AND kept.row_no = again.held_row_no;
