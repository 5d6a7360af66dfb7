-- Files, of one run or of one feed, or all of them, whose rows do not add up; none, or nothing is published. By number,
-- for one path may bring files of the same counts night after night.
SELECT
    load.path,
    load.rows_read,
    load.rows_accepted + load.rows_amended + load.rows_duplicate + load.rows_quarantined AS rows_placed,
    count(held.row_no) AS rows_in_quarantine,
    load.rows_quarantined,
    load.file_id
FROM load_file AS load
LEFT JOIN quarantine AS held ON held.file_id = load.file_id
WHERE
    load.status = 'loaded'
{% if column %}
    AND load.{{ column }} = $value
{% endif %}
GROUP BY ALL
HAVING
    load.rows_read <> load.rows_accepted + load.rows_amended + load.rows_duplicate + load.rows_quarantined
    OR count(held.row_no) <> load.rows_quarantined
ORDER BY load.path;
