-- Where each return line and its original lie, and the share in which the line is decided: some {{ lines_at_once }} lines
-- whose originals lie next to each other, so that a share is read from one part of the table. All claims on an original
-- are in one share. What stands on record of the line comes along, as its fingerprint.
CREATE OR REPLACE TEMP TABLE line_share AS
WITH placed AS (
    SELECT
        line.rowid AS line,
        line.file_id,
        line.row_no,
        line.document_no,
        original.rowid AS original
    FROM return_line AS line
    LEFT JOIN declaration_line AS original
        ON original.document_no = line.document_no AND original.line_no = line.document_line_no
),

-- Documents that are held without the line that is named.
held AS (
    SELECT DISTINCT placed.document_no
    FROM placed
    SEMI JOIN declaration_line AS original ON original.document_no = placed.document_no
    WHERE placed.original IS NULL
)

SELECT
    placed.line,
    placed.original,
    decision.fingerprint,
    placed.original IS NOT NULL OR held.document_no IS NOT NULL AS document_is_held,
    (rank() OVER (ORDER BY placed.original, CASE WHEN placed.original IS NULL THEN placed.line END) - 1)
    // {{ lines_at_once }} AS share
FROM placed
LEFT JOIN held ON held.document_no = placed.document_no
LEFT JOIN decision ON decision.file_id = placed.file_id AND decision.row_no = placed.row_no;
