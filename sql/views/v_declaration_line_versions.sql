-- One row per version of a declaration line that is on record: the one that holds now, and those that were replaced or taken back,
-- each with its file, the night that loaded it, and what replaced it.
CREATE OR REPLACE VIEW v_declaration_line_versions AS
WITH version AS (
    SELECT
        *,
        true AS is_current,
        CAST(NULL AS INTEGER) AS superseded_by_file_id,
        CAST(NULL AS INTEGER) AS superseded_by_row_no,
        CAST(NULL AS VARCHAR) AS superseded_run_id
    FROM declaration_line
    UNION ALL BY NAME
    SELECT
        *,
        released_at AS own_released_at,
        false AS is_released_by_receipt,
        false AS is_current
    FROM declaration_line_superseded
)

SELECT
    version.*,
    load.path,
    load.run_id AS loaded_run_id,
    later.path AS superseded_by_path
FROM version
LEFT JOIN load_file AS load ON load.file_id = version.file_id
LEFT JOIN load_file AS later ON later.file_id = version.superseded_by_file_id;
