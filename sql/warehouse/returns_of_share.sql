-- One share of the return lines: all lines of its documents, and those lines without a document that fall to it.
SELECT *
FROM return_line
{% if shares > 1 %}
WHERE hash(coalesce(document_no, return_no)) % {{ shares }} = {{ share }}
{% endif %};
