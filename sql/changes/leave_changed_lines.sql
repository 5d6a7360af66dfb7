-- One run is undone: the lines it changed leave what was on record.
DELETE FROM verdict_before
USING verdict_change AS change
WHERE
    change.run_id = $run_id
    AND verdict_before.return_no = change.return_no
    AND verdict_before.line_no = change.line_no
    AND verdict_before.enterprise_code = change.enterprise_code;
