-- For each feed of this night, how many of its rows were read and how many went to quarantine.
SELECT
    feed,
    sum(rows_read)::BIGINT AS rows_read,
    sum(rows_quarantined)::BIGINT AS rows_quarantined
FROM load_file
WHERE run_id = $run_id AND status = 'loaded'
GROUP BY feed
HAVING sum(rows_quarantined) > 0
ORDER BY feed;
