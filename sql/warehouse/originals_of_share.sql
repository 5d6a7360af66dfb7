-- The original lines that one share's return lines name.
SELECT *
FROM claimed_line
{% if shares > 1 %}
WHERE hash(document_no) % {{ shares }} = {{ share }}
{% endif %};
