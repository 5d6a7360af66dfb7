-- Each enterprise's lines by verdict.
SELECT *
FROM v_enterprise_summary
ORDER BY return_lines DESC, enterprise;
