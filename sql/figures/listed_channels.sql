-- The channels of the lines that the page holds.
SELECT DISTINCT coalesce(channel, 'none') AS channel
FROM report_line
WHERE place <= $reach AND (is_pressing OR NOT $only_pressing);
