-- What was changed between the last night and the next: files taken back, quarantined rows closed.
SELECT
    (SELECT count(*) FROM load_file WHERE retracted_run_id > last.run_id) AS files,
    (SELECT count(*) FROM quarantine WHERE closed_run_id > last.run_id) AS rows
FROM (SELECT max(run_id) AS run_id FROM run) AS last;
