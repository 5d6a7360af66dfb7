-- One run is undone: the lines it changed may differ.
INSERT INTO affected_line
SELECT
    return_no,
    line_no,
    enterprise_code
FROM verdict_change
WHERE run_id = $run_id
EXCEPT
SELECT *
FROM affected_line;
