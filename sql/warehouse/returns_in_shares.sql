-- Return lines, each with its share: all lines of a document in one, those without a document where they fall.
SELECT
    file_id,
    row_no,
{% for column in columns %}
    {{ column }},
{% endfor %}
    CAST(hash(coalesce(document_no, return_no)) % {{ shares }} AS UINTEGER) AS share
FROM return_line
WHERE share BETWEEN {{ first }} AND {{ last }};
