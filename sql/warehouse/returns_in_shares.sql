-- Return lines, each with its share: all lines of a document in one, those without a document where they fall.
SELECT
{% for column in columns %}
    {{ column }},
{% endfor %}
    hash(coalesce(document_no, return_no)) % {{ shares }} AS share
FROM return_line;
