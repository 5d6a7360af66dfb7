-- One row per file: its rows read and where each went; `is_balanced` is true for every file.
CREATE OR REPLACE VIEW v_accounting AS
WITH held AS (
    SELECT
        file_id,
        count(*) AS rows_in_quarantine
    FROM quarantine
    GROUP BY file_id
)

SELECT
    load.file_id,
    load.path,
    load.feed,
    load.status,
    load.rows_read,
    load.rows_accepted,
    load.rows_amended,
    load.rows_duplicate,
    load.rows_quarantined,
    coalesce(held.rows_in_quarantine, 0) AS rows_in_quarantine,
    load.rows_read = load.rows_accepted + load.rows_amended + load.rows_duplicate + load.rows_quarantined
    AND load.rows_quarantined = coalesce(held.rows_in_quarantine, 0) AS is_balanced
FROM load_file AS load
LEFT JOIN held ON held.file_id = load.file_id;
