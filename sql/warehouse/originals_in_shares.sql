-- The original lines that return lines name, a few of a great many, each with the share of its document.
SELECT
{% for column in columns %}
    {{ column }},
{% endfor %}
    CAST(hash(document_no) % {{ shares }} AS UINTEGER) AS share
FROM declaration_line
WHERE
    share BETWEEN {{ first }} AND {{ last }}
    AND (document_no, line_no) IN (SELECT (document_no, document_line_no) FROM return_line);
