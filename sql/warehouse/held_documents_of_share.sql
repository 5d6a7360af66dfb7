-- The documents held that one share's return lines name.
SELECT *
FROM held_document
{% if shares > 1 %}
WHERE hash(document_no) % {{ shares }} = {{ share }}
{% endif %};
