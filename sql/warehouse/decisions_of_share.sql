-- What is on record of the lines of a share: which version of the line was decided, and the fingerprint of what was.
SELECT
    decision.file_id,
    decision.row_no,
    decision.fingerprint
FROM decision
INNER JOIN line_share AS line ON line.file_id = decision.file_id AND line.row_no = decision.row_no
WHERE line.share = {{ share }};
