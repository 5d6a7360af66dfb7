-- Data: columns of the return line that differ from the version of the night compared with.
INSERT INTO found_cause
WITH version AS (
    SELECT
        line.return_no,
        line.line_no,
        line.enterprise_code,
        coalesce(new_file.path, 'a delivery taken back') AS path,
        unnest([
{% for column in return_columns %}
            CASE WHEN held.{{ column }} IS DISTINCT FROM former.{{ column }} THEN '{{ column }}' END{{ "," if not loop.last }}
{% endfor %}
        ]) AS changed_column
    FROM changed_line AS line
    CROSS JOIN span
    INNER JOIN return_line AS held
        ON
            held.return_no = line.return_no
            AND held.line_no = line.line_no
            AND held.enterprise_code = line.enterprise_code
    INNER JOIN return_line_superseded AS former
        ON former.return_no = line.return_no AND former.line_no = line.line_no
    INNER JOIN load_file AS former_file ON former_file.file_id = former.file_id
    LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = former.enterprise_code
    LEFT JOIN v_enterprise_code AS own ON own.enterprise_code = line.enterprise_code
    LEFT JOIN new_file ON new_file.file_id = held.file_id
    WHERE
        former.superseded_run_id > span.before_run_id
        AND former_file.run_id <= span.before_run_id
        AND coalesce(known.enterprise, former.enterprise_code) = coalesce(own.enterprise, line.enterprise_code)
)

SELECT
    return_no,
    line_no,
    enterprise_code,
    'data' AS cause,
    concat('returns.', changed_column, ' from ', path) AS detail
FROM version
WHERE changed_column IS NOT NULL;
