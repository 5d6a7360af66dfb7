-- In how many open lines each rule was broken or lacked something on the last published night of an earlier day.
SELECT
    rule_id,
    sum(lines) AS lines
FROM rule_missed
WHERE
    run_id = $run_id
    AND (getvariable('enterprise') IS NULL OR list_contains(getvariable('enterprise'), enterprise))
GROUP BY rule_id;
