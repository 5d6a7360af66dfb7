-- Of each update of returns that names no enterprise the one whose line it changes: of all lines of its number that were
-- held when its file came only one enterprise's. What comes after it, or is refused itself, has no say.
CREATE OR REPLACE TEMP TABLE enterprise_by_number AS
WITH resolved AS NOT MATERIALIZED (
    SELECT
        staged_row.*,
        coalesce(known.enterprise, staged_row.enterprise_code) AS enterprise
    FROM staged_row
    LEFT JOIN enterprise_by_code AS known ON known.code = staged_row.enterprise_code
),

unnamed AS (
    SELECT DISTINCT
        file_id,
        return_no,
        line_no
    FROM resolved
    WHERE enterprise IS NULL
),

line AS (
    -- Rows of one key and one file that differ are refused.
    SELECT
        resolved.return_no,
        resolved.line_no,
        resolved.enterprise,
        resolved.file_id
    FROM resolved
    SEMI JOIN unnamed ON unnamed.return_no = resolved.return_no AND unnamed.line_no = resolved.line_no
    WHERE resolved.enterprise IS NOT NULL AND resolved.file_id NOT IN ({{ update_files | join(", ") }})
    GROUP BY ALL
    HAVING count(DISTINCT hash({{ columns | join(", ") }})) = 1
{% if not in_place %}
    UNION ALL
    SELECT
        held.return_no,
        held.line_no,
        held.enterprise,
        held.file_id
    FROM held
    SEMI JOIN unnamed ON unnamed.return_no = held.return_no AND unnamed.line_no = held.line_no
{% endif %}
)

SELECT
    unnamed.file_id,
    unnamed.return_no,
    unnamed.line_no,
    min(line.enterprise) AS enterprise
FROM unnamed
INNER JOIN line
    ON
        line.return_no = unnamed.return_no
        AND line.line_no = unnamed.line_no
        AND line.file_id < unnamed.file_id
GROUP BY unnamed.file_id, unnamed.return_no, unnamed.line_no
HAVING count(DISTINCT line.enterprise) = 1;
