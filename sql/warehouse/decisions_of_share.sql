-- What is on record of the lines of a share: which version of the line was decided, and the fingerprint of what was.
SELECT
    file_id,
    row_no,
    fingerprint
FROM decision
SEMI JOIN (
    SELECT
        file_id,
        row_no
    FROM line_share
    WHERE share = {{ share }}
) AS line USING (file_id, row_no);
