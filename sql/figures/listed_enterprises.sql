-- The enterprises of the lines that the page holds with their names, in the order in which they come.
SELECT
    enterprise,
    min(enterprise_name) AS enterprise_name,
    count(*) AS lines
FROM report_line
WHERE place <= $reach AND (is_pressing OR NOT $only_pressing)
GROUP BY enterprise
ORDER BY min(place);
