-- How long the last nights took: the median in seconds; null before there are enough of them.
SELECT
    CASE
        WHEN count(*) = {{ usual_nights }} THEN median(date_diff('millisecond', started_at, finished_at)) / 1000
    END AS seconds
FROM (
    SELECT
        started_at,
        finished_at
    FROM run
    ORDER BY run_id DESC
    LIMIT {{ usual_nights }}
) AS last_nights;
