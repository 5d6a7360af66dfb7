-- Each enterprise's lines by verdict.
SELECT
    enterprise,
    enterprise_name,
    lines,
    eligible,
    needs_evidence,
    ineligible,
    value_open_cny
FROM v_enterprise_summary
ORDER BY lines DESC, enterprise;
