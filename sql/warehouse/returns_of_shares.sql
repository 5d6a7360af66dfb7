-- The return lines of some shares.
SELECT
    line.file_id,
    line.row_no,
{% for column in columns %}
    line.{{ column }},
{% endfor %}
    placed.document_is_held,
    placed.share
FROM return_line AS line
INNER JOIN (
    SELECT
        line,
        document_is_held,
        share
    FROM line_share
    WHERE share BETWEEN {{ first }} AND {{ last }}
) AS placed ON placed.line = line.rowid;
