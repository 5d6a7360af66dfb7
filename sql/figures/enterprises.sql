-- Each enterprise's open lines by verdict, what of them is due, and the value that is blocked.
SELECT
    enterprise,
    any_value(enterprise_name) AS enterprise_name,
    count(*) AS lines,
    count(*) FILTER (WHERE verdict = 'eligible') AS eligible,
    count(*) FILTER (WHERE verdict = 'needs_evidence') AS needs_evidence,
    count(*) FILTER (WHERE verdict = 'ineligible') AS ineligible,
    count(*) FILTER (WHERE is_expected AND days_left BETWEEN 0 AND 7) AS due_within_7,
    count(*) FILTER (WHERE is_expected AND days_left BETWEEN 0 AND 30) AS due_within_30,
    sum(value_cny) FILTER (WHERE verdict <> 'eligible') AS value_blocked
FROM report_line
WHERE is_open
GROUP BY enterprise
ORDER BY lines DESC, enterprise
LIMIT 200;
