-- In how many open lines each rule was broken or lacked something on the last published night of an earlier day.
-- Codes may have become one enterprise since.
SELECT
    counted.rule_id,
    sum(counted.lines) AS lines
FROM rule_missed AS counted
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = counted.enterprise
WHERE
    counted.run_id = $run_id
    AND (
        getvariable('enterprise') IS NULL
        OR list_contains(getvariable('enterprise'), coalesce(known.enterprise, counted.enterprise))
    )
GROUP BY counted.rule_id;
