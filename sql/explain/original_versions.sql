-- The versions on record of a return line's export line, the first one first, the enterprise's own.
SELECT version.* EXCLUDE (document_no, line_no, file_id)
FROM v_declaration_line_versions AS version
WHERE
    version.document_no = $document_no
    AND version.line_no = $document_line_no
    AND (
        version.enterprise_code = $enterprise
        OR version.enterprise_code IN (SELECT enterprise_code FROM v_enterprise_code WHERE enterprise = $enterprise)
    )
ORDER BY version.loaded_run_id, version.is_current, version.superseded_run_id, version.row_no;
