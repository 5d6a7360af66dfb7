-- The destination countries of the lines that the page holds.
SELECT DISTINCT destination_country
FROM report_line
WHERE destination_country IS NOT NULL AND place <= $reach AND (is_pressing OR NOT $only_pressing);
