-- What is held of the documents that one share's return lines name.
SELECT *
FROM claimed_document
{% if shares > 1 %}
WHERE hash(document_no) % {{ shares }} = {{ share }}
{% endif %};
