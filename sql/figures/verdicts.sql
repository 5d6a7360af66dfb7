-- Open lines by verdict: lines, value, and how many have no known value.
SELECT
    verdict,
    count(*) AS lines,
    sum(value_cny) AS value_cny,
    count(*) FILTER (WHERE value_cny IS NULL) AS lines_without_value
FROM report_line
WHERE is_open
GROUP BY verdict;
