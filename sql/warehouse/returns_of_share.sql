-- The return lines of a share, with what stands on record of each.
SELECT
    line.file_id,
    line.row_no,
{% for column in columns %}
    line.{{ column }},
{% endfor %}
    placed.document_is_held,
    placed.fingerprint AS fingerprint_on_record
FROM return_line AS line
INNER JOIN (
    SELECT
        line,
        document_is_held,
        fingerprint
    FROM line_share
    WHERE share = {{ share }}
) AS placed ON placed.line = line.rowid;
