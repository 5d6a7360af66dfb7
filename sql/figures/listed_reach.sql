-- The last place among the lines that the page itself holds, for its own filter: of all where they are few, else of those
-- that press, blocked or due within ninety days, the ones of highest value.
SELECT max(place) AS reach
FROM (
    SELECT place
    FROM report_line
    WHERE is_pressing OR NOT $only_pressing
    ORDER BY place
    LIMIT $embedded_at_most
);
