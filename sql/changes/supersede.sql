-- Changes of former runs of this day, or of later days, are replaced by this run's.
UPDATE verdict_change
SET superseded_by = $run_id
WHERE superseded_by IS NULL AND as_of >= (SELECT as_of FROM run WHERE run_id = $run_id);
