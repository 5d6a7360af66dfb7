-- Data: the line itself is new, was taken back with its file, or gave way to a line under the enterprise's other code.
INSERT INTO found_cause
WITH gave_way AS (
    SELECT DISTINCT
        former.return_no,
        former.line_no,
        former.enterprise_code
    FROM return_line_superseded AS former
    CROSS JOIN span
    WHERE former.superseded_by_file_id IS NOT NULL AND former.superseded_run_id > span.before_run_id
)

SELECT
    line.return_no,
    line.line_no,
    line.enterprise_code,
    'data' AS cause,
    CASE
        WHEN line.verdict_from IS NULL THEN 'returns: new line from ' || load.path
        WHEN former.return_no IS NOT NULL THEN 'enterprises: its code and another are one enterprise, whose line holds'
        ELSE 'returns: the line was taken back'
    END AS detail
FROM changed_line AS line
LEFT JOIN return_line AS held
    ON
        held.return_no = line.return_no
        AND held.line_no = line.line_no
        AND held.enterprise_code = line.enterprise_code
LEFT JOIN gave_way AS former
    ON
        former.return_no = line.return_no
        AND former.line_no = line.line_no
        AND former.enterprise_code = line.enterprise_code
LEFT JOIN load_file AS load ON load.file_id = held.file_id
WHERE line.verdict_from IS NULL OR line.verdict_to IS NULL;
