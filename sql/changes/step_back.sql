-- One run is undone: the lines it changed are again as it found them.
DELETE FROM verdict_before
USING verdict_change AS change
WHERE
    change.run_id = $run_id
    AND verdict_before.return_no = change.return_no
    AND verdict_before.line_no = change.line_no
    AND verdict_before.enterprise_code = change.enterprise_code;

INSERT INTO verdict_before BY NAME
SELECT
    return_no,
    line_no,
    enterprise_code,
    verdict_from AS verdict,
    route_from AS route,
    tax_relief_from AS tax_relief,
    failed_from AS failed_rules,
    open_from AS open_rules
FROM verdict_change
WHERE run_id = $run_id AND verdict_from IS NOT NULL;
