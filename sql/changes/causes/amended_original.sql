-- Data: columns of the export line that differ from the version of the night compared with.
INSERT INTO found_cause
WITH line AS (
    SELECT DISTINCT
        return_no,
        line_no,
        enterprise_code,
        document_no,
        document_line_no
    FROM changed_rule
),

version AS (
    SELECT
        line.return_no,
        line.line_no,
        line.enterprise_code,
        new_file.path,
        unnest([
{% for column in declaration_columns %}
            CASE WHEN held.{{ "own_released_at" if column == "released_at" else column }} IS DISTINCT FROM former.{{ column }} THEN '{{ column }}' END{{ "," if not loop.last }}
{% endfor %}
        ]) AS changed_column
    FROM line
    CROSS JOIN span
    INNER JOIN declaration_line AS held
        ON held.document_no = line.document_no AND held.line_no = line.document_line_no
    INNER JOIN new_file ON new_file.file_id = held.file_id
    INNER JOIN declaration_line_superseded AS former
        ON former.document_no = line.document_no AND former.line_no = line.document_line_no
    INNER JOIN load_file AS former_file ON former_file.file_id = former.file_id
    WHERE former.superseded_run_id > span.before_run_id AND former_file.run_id <= span.before_run_id
)

SELECT
    return_no,
    line_no,
    enterprise_code,
    'data' AS cause,
    concat('declarations.', changed_column, ' from ', path) AS detail
FROM version
WHERE changed_column IS NOT NULL;
