-- Open lines by verdict: lines, value, and how many have no known value.
SELECT
    verdict,
    sum(lines) AS lines,
    sum(value_cny) AS value_cny,
    sum(lines_without_value) AS lines_without_value
FROM report_tally
WHERE is_open
GROUP BY verdict;
