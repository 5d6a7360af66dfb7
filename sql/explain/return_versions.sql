-- The versions of a return line on record, the first one first.
SELECT version.* EXCLUDE (return_no, line_no, enterprise_code, file_id)
FROM v_return_line_versions AS version
WHERE version.return_no = $return_no AND version.line_no = $line_no AND version.enterprise_code = $enterprise_code
ORDER BY version.loaded_run_id, version.is_current, version.superseded_run_id, version.row_no;
