-- The original lines that return lines name: a few of a great many, looked for once for all shares.
CREATE OR REPLACE TEMP TABLE claimed_line AS
SELECT
{% for column in columns %}
    {{ column }}{{ "," if not loop.last }}
{% endfor %}
FROM declaration_line
WHERE (document_no, line_no) IN (SELECT (document_no, document_line_no) FROM return_line);
