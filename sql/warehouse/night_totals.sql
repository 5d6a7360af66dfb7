-- Where this night's rows went, over all files.
SELECT
    count(*) FILTER (WHERE status = 'loaded') AS files_loaded,
    count(*) FILTER (WHERE status = 'rejected') AS files_rejected,
    coalesce(sum(rows_read), 0)::BIGINT AS rows_read,
    coalesce(sum(rows_accepted), 0)::BIGINT AS rows_accepted,
    coalesce(sum(rows_amended), 0)::BIGINT AS rows_amended,
    coalesce(sum(rows_duplicate), 0)::BIGINT AS rows_duplicate,
    coalesce(sum(rows_quarantined), 0)::BIGINT AS rows_quarantined
FROM load_file
WHERE run_id = $run_id;
