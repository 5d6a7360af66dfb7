-- One run is undone: the lines it changed are again as it found them.
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
