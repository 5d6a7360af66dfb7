-- The enterprises of the lines that the page holds, in the order in which they come.
SELECT
    enterprise,
    count(*) AS lines
FROM report_line
WHERE place <= $reach AND (is_pressing OR NOT $only_pressing)
GROUP BY enterprise
ORDER BY min(place);
