-- Open quarantined rows by feed and by the columns their files had: an export of one set clears nothing by an empty cell.
SELECT
    held.feed,
    load.columns,
    count(*) AS rows
FROM quarantine AS held
INNER JOIN load_file AS load ON load.file_id = held.file_id
WHERE held.status = 'open'
GROUP BY ALL
ORDER BY held.feed, load.columns;
