-- en: Where did customs decide otherwise than we did?
-- zh: 海关结论与本系统不同的有哪些？
-- about_en: >-
--   One row per line that customs accepted and is not eligible here, or refused and is eligible: what to learn from, or
--   what to have corrected.
-- about_zh: 每行为海关已放行而本系统结论不是符合，或海关退单而本系统结论为符合的退货行。
-- columns: [return_no, line_no, enterprise, goods_name, customs_outcome, verdict, failed_rules, open_rules,
--   closed_on, value_cny]
SELECT
    return_no,
    line_no,
    enterprise,
    goods_name,
    customs_outcome,
    verdict,
    failed_rules,
    open_rules,
    closed_on,
    value_cny
FROM v_line
WHERE
    verdict <> 'withdrawn'
    AND (
        (customs_outcome = 'accepted' AND verdict <> 'eligible')
        OR (customs_outcome = 'refused' AND verdict = 'eligible')
    )
ORDER BY value_cny DESC NULLS LAST, return_no, line_no, enterprise;
