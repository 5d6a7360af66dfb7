-- Former versions that gave way to a line of another code while both codes were one enterprise, which they are not any
-- more: of each line that is now without a version the newest.
CREATE OR REPLACE TEMP TABLE parted AS
WITH version AS (
    SELECT
        file_id,
        row_no,
        enterprise_code
    FROM return_line
    UNION ALL
    SELECT
        file_id,
        row_no,
        enterprise_code
    FROM return_line_superseded
),

owned AS (
    SELECT
        version.file_id,
        version.row_no,
        coalesce(known.enterprise, version.enterprise_code) AS enterprise
    FROM version
    LEFT JOIN enterprise_by_code AS known ON known.code = version.enterprise_code
),

held AS (
    SELECT
        coalesce(known.enterprise, line.enterprise_code) AS enterprise,
        line.return_no,
        line.line_no
    FROM return_line AS line
    LEFT JOIN enterprise_by_code AS known ON known.code = line.enterprise_code
)

SELECT former.*
FROM return_line_superseded AS former
INNER JOIN owned ON owned.file_id = former.file_id AND owned.row_no = former.row_no
INNER JOIN owned AS newer
    ON newer.file_id = former.superseded_by_file_id AND newer.row_no = former.superseded_by_row_no
LEFT JOIN held
    ON
        held.enterprise = owned.enterprise
        AND held.return_no = former.return_no
        AND held.line_no = former.line_no
WHERE newer.enterprise <> owned.enterprise AND held.enterprise IS NULL
QUALIFY
    row_number() OVER (
        PARTITION BY owned.enterprise, former.return_no, former.line_no
        ORDER BY former.file_id DESC, former.row_no DESC
    ) = 1;
