-- The return lines of a share.
SELECT
    line.file_id,
    line.row_no,
{% for column in columns %}
    line.{{ column }},
{% endfor %}
    placed.document_is_held
FROM return_line AS line
INNER JOIN (
    SELECT
        line,
        document_is_held
    FROM line_share
    WHERE share = {{ share }}
) AS placed ON placed.line = line.rowid;
