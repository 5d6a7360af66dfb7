-- Refused and open lines, those of highest value first.
SELECT
    return_no,
    line_no,
    enterprise_code,
    document_no,
    verdict,
    failed_rules,
    open_rules,
    route,
    value_cny
FROM eligibility
WHERE verdict IN ('ineligible', 'needs_evidence')
ORDER BY value_cny DESC NULLS LAST, enterprise_code, return_no, line_no
LIMIT 200;
