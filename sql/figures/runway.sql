-- Lines still expected, by the week in which their year ends: week 1 is 0 to 7 days, then seven days each, to week 13.
SELECT
    CASE WHEN days_left <= 7 THEN 1 ELSE 1 + (days_left - 1) // 7 END AS week,
    verdict,
    count(*) AS lines,
    sum(value_cny) AS value_cny
FROM report_line
WHERE is_expected AND days_left BETWEEN 0 AND 91
GROUP BY ALL
ORDER BY ALL;
