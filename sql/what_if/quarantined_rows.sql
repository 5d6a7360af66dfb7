-- How many rows of the files in question are quarantined.
SELECT CAST(coalesce(sum(rows_quarantined), 0) AS BIGINT) AS rows_quarantined
FROM load_file
WHERE run_id = $run_id;
