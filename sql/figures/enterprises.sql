-- Each enterprise's open lines by verdict, what of them is due, and the value that is blocked: those with lines due
-- within seven days first.
SELECT
    tally.enterprise,
    any_value(coalesce(known.enterprise_name, tally.enterprise)) AS enterprise_name,
    sum(tally.lines) AS lines,
    coalesce(sum(tally.lines) FILTER (WHERE tally.verdict = 'eligible'), 0) AS eligible,
    coalesce(sum(tally.lines) FILTER (WHERE tally.verdict = 'needs_evidence'), 0) AS needs_evidence,
    coalesce(sum(tally.lines) FILTER (WHERE tally.verdict = 'ineligible'), 0) AS ineligible,
    coalesce(sum(tally.lines) FILTER (WHERE tally.week = 1), 0) AS due_within_7,
    coalesce(sum(tally.lines) FILTER (WHERE tally.is_due_within_30), 0) AS due_within_30,
    sum(tally.value_cny) FILTER (WHERE tally.verdict <> 'eligible') AS value_blocked
FROM report_tally AS tally
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = tally.enterprise_code
WHERE tally.is_open
GROUP BY tally.enterprise
ORDER BY due_within_7 = 0, lines DESC, tally.enterprise;
