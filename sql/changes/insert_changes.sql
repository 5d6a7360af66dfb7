-- The changes of this run, with their causes.
INSERT INTO verdict_change BY NAME
SELECT
    $run_id AS run_id,
    CAST($as_of AS DATE) AS as_of,
    line.*,
    cause.causes
FROM changed_line AS line
LEFT JOIN (
    SELECT
        return_no,
        line_no,
        enterprise_code,
        list(DISTINCT {'cause': cause, 'detail': detail} ORDER BY {'cause': cause, 'detail': detail}) AS causes
    FROM found_cause
    GROUP BY return_no, line_no, enterprise_code
) AS cause
    ON
        cause.return_no = line.return_no
        AND cause.line_no = line.line_no
        AND cause.enterprise_code = line.enterprise_code
ORDER BY line.enterprise_code, line.return_no, line.line_no;
