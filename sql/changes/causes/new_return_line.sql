-- Data: the line itself is new, or was taken back with its file.
INSERT INTO found_cause
SELECT
    line.return_no,
    line.line_no,
    line.enterprise_code,
    'data' AS cause,
    CASE WHEN line.verdict_from IS NULL THEN 'returns: new line from ' || load.path ELSE 'returns: the line was taken back' END AS detail
FROM changed_line AS line
LEFT JOIN return_line AS held
    ON
        held.return_no = line.return_no
        AND held.line_no = line.line_no
        AND held.enterprise_code = line.enterprise_code
LEFT JOIN load_file AS load ON load.file_id = held.file_id
WHERE line.verdict_from IS NULL OR line.verdict_to IS NULL;
