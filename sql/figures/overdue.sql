-- Lines still expected whose year has passed but that no rule refuses (rest days): named, for they need a hand at once.
SELECT
    count(*) AS lines,
    sum(value_cny) AS value_cny
FROM report_line
WHERE is_expected AND days_left < 0;
