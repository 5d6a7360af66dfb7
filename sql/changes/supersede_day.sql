-- A second run of a day supersedes what the first one recorded.
UPDATE verdict_change
SET superseded_by = $run_id
WHERE as_of = $as_of AND run_id <> $run_id AND superseded_by IS NULL;
