-- The enterprises of the lines that the page holds, in the order in which they come.
SELECT
    enterprise,
    count(*) AS lines
FROM listed
GROUP BY enterprise
ORDER BY min(place);
