-- The lines that may differ from the night compared with: decided otherwise tonight, or by a run that is undone. All the
-- others stand as they stood.
CREATE OR REPLACE TEMP TABLE affected_line AS
SELECT
    return_no,
    line_no,
    enterprise_code
FROM decision_before
UNION
SELECT
    return_no,
    line_no,
    enterprise_code
FROM decision
SEMI JOIN decided_otherwise USING (file_id, row_no);
