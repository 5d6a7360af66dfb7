-- The versions on record of a return line's export line, the first one first; nothing where it is another enterprise's.
SELECT version.* EXCLUDE (document_no, line_no, file_id)
FROM eligibility AS decided
INNER JOIN v_declaration_line_versions AS version
    ON
        version.document_no = decided.document_no
        AND version.line_no = decided.document_line_no
        AND (version.is_current OR version.enterprise_code IN (
            SELECT known.enterprise_code
            FROM v_enterprise_code AS known
            WHERE known.enterprise = decided.enterprise
            UNION ALL
            SELECT decided.enterprise
        ))
WHERE
    decided.return_no = $return_no
    AND decided.line_no = $line_no
    AND decided.enterprise_code = $enterprise_code
    AND decided.supervision_mode IS NOT NULL
ORDER BY version.loaded_run_id, version.is_current, version.superseded_run_id, version.row_no;
