-- The original lines of a share.
SELECT
{% for column in columns %}
    {{ column }}{{ "," if not loop.last }}
{% endfor %}
FROM declaration_line
WHERE rowid IN (SELECT original FROM line_share WHERE share = {{ share }});
