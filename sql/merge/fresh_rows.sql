-- Staged rows of uncontested keys go in as they are; a column that the file lacks takes the value an empty cell stands for.
CREATE OR REPLACE TEMP VIEW fresh AS
SELECT
    staged.* {% for column, value in empty.items() %}{{ "REPLACE (" if loop.first else ", " }}coalesce(staged.{{ column }}, '{{ value }}') AS {{ column }}{{ ")" if loop.last }}{% endfor %}

FROM staged
{% if has_contested %}
ANTI JOIN contested
    ON {% for column in key %}{{ "AND " if not loop.first }}staged.{{ column }} IS NOT DISTINCT FROM contested.{{ column }} {% endfor %}

{% endif %};
