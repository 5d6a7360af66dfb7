-- One row per file ever met: where its rows went, whether they add up, and how many of them still wait in quarantine.
CREATE OR REPLACE VIEW v_accounting AS
WITH waiting AS (
    SELECT
        file_id,
        count(*) FILTER (WHERE status = 'open') AS rows_open,
        count(*) FILTER (WHERE status = 'healed') AS rows_healed,
        count(*) FILTER (WHERE status = 'dismissed') AS rows_dismissed
    FROM quarantine
    GROUP BY file_id
)

SELECT
    load.file_id,
    load.run_id,
    run.as_of,
    load.path,
    load.feed,
    load.status,
    load.reason,
    load.rows_read,
    load.rows_accepted,
    load.rows_amended,
    load.rows_duplicate,
    load.rows_quarantined,
    load.rows_read
    = load.rows_accepted + load.rows_amended + load.rows_duplicate + load.rows_quarantined AS adds_up,
    coalesce(waiting.rows_open, 0) AS rows_open,
    coalesce(waiting.rows_healed, 0) AS rows_healed,
    coalesce(waiting.rows_dismissed, 0) AS rows_dismissed,
    load.unknown_columns,
    load.retracted_run_id
FROM load_file AS load
LEFT JOIN run ON run.run_id = load.run_id
LEFT JOIN waiting ON waiting.file_id = load.file_id;
