-- Feeds that came in every one of the last nights before this one, with their usual rows (the median) and this night's.
WITH nights AS (
    SELECT run_id
    FROM run
    WHERE as_of < (SELECT CAST($as_of AS DATE))
    ORDER BY run_id DESC
    LIMIT {{ usual_nights }}
),

by_night AS (
    SELECT
        load.feed,
        load.run_id,
        sum(load.rows_read) AS rows_read
    FROM load_file AS load
    INNER JOIN nights ON nights.run_id = load.run_id
    WHERE load.status = 'loaded'
    GROUP BY load.feed, load.run_id
),

usual AS (
    SELECT
        feed,
        median(rows_read) AS rows_usual
    FROM by_night
    GROUP BY feed
    HAVING count(*) = {{ usual_nights }}
)

SELECT
    usual.feed,
    usual.rows_usual::BIGINT AS rows_usual,
    coalesce(sum(load.rows_read), 0)::BIGINT AS rows_read
FROM usual
LEFT JOIN load_file AS load ON load.feed = usual.feed AND load.run_id = $run_id AND load.status = 'loaded'
GROUP BY ALL
ORDER BY usual.feed;
