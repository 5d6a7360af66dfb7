-- Open quarantined rows of one feed and set of columns: the cells as they were, the id, and what is wrong.
SELECT
{% for column in columns %}
    held.raw ->> '{{ column }}' AS {{ column }},
{% endfor %}
    held.quarantine_id,
    load.path,
    held.row_no,
    held.errors
FROM quarantine AS held
INNER JOIN load_file AS load ON load.file_id = held.file_id
WHERE held.status = 'open' AND held.feed = $feed AND load.columns = $columns
ORDER BY held.file_id, held.row_no;
