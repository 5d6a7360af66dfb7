-- Lines whose verdict, route or tax relief differs from last night's, those of highest value first. Files may hold rows
-- of several enterprises, so only a reader of everything is told their names.
SELECT
    change.return_no,
    change.line_no,
    change.enterprise_code,
    change.enterprise,
    change.enterprise_name,
    change.document_no,
    change.verdict_from,
    change.verdict_to,
    CASE
        WHEN getvariable('enterprise') IS NULL THEN change.causes
        ELSE list_transform(change.causes, lambda one: {
            'cause': one.cause,
            'detail': CASE
                WHEN one.cause <> 'data' THEN one.detail
                WHEN contains(one.detail, ' from ') THEN split_part(one.detail, ' from ', 1)
                ELSE split_part(one.detail, ':', 1)
            END
        })
    END AS causes,
    change.value_cny
FROM every_change AS change
WHERE getvariable('enterprise') IS NULL OR list_contains(getvariable('enterprise'), change.enterprise)
ORDER BY change.verdict_from IS NULL, change.value_cny DESC NULLS LAST, change.enterprise_code, change.return_no, change.line_no
LIMIT $at_most;
