-- Staged rows of uncontested keys go in as they are; a column that the file lacks takes the value an empty cell stands for.
-- Rows come in the order of their files wherever a join could change it: the same night twice gives the same tables.
{% set source = "staged" if has_contested else "staged_row" %}
CREATE OR REPLACE TEMP VIEW fresh AS
SELECT
    {{ source }}.* {% for column, value in empty.items() %}{{ "REPLACE (" if loop.first else ", " }}coalesce({{ source }}.{{ column }}, '{{ value }}') AS {{ column }}{{ ")" if loop.last }}{% endfor %}

FROM {{ source }}
{% if has_contested %}
ANTI JOIN contested
    ON {% for column in key %}{{ "AND " if not loop.first }}staged.{{ column }} IS NOT DISTINCT FROM contested.{{ column }} {% endfor %}

ORDER BY file_id, row_no
{% endif %};
