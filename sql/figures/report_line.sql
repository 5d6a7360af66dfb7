-- The lines that a report may show: all of them, or those of the one enterprise that it is for.
CREATE OR REPLACE TEMP TABLE report_line AS
SELECT
    line.*,
    line.verdict IN ('eligible', 'needs_evidence') AND line.is_open AND NOT line.is_back AS is_expected
FROM v_line AS line
WHERE getvariable('enterprise') IS NULL OR list_contains(getvariable('enterprise'), line.enterprise);
