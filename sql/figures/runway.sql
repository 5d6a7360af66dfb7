-- Lines still expected, by the week in which their year ends: week 1 is 0 to 7 days, then seven days each, to week 13.
SELECT
    week,
    verdict,
    sum(lines) AS lines
FROM report_tally
WHERE week >= 1
GROUP BY ALL
ORDER BY ALL;
