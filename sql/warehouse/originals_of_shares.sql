-- The original lines of some shares.
SELECT
{% for column in columns %}
    original.{{ column }},
{% endfor %}
    placed.share
FROM declaration_line AS original
INNER JOIN (
    SELECT DISTINCT
        original,
        share
    FROM line_share
    WHERE share BETWEEN {{ first }} AND {{ last }} AND original IS NOT NULL
) AS placed ON placed.original = original.rowid;
