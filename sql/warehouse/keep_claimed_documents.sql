-- All lines of the documents that return lines name: a few of a great many, looked for once for all shares.
CREATE OR REPLACE TEMP TABLE claimed_document AS
SELECT
{% for column in columns %}
    {{ column }}{{ "," if not loop.last }}
{% endfor %}
FROM declaration_line
WHERE document_no IN (SELECT document_no FROM return_line);
