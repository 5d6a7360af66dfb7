-- The reports of a night are owed, with the reason, or made.
INSERT INTO report (run_id, as_of, state, reason, changed_at)
VALUES (:run_id, :as_of, :state, :reason, :at)
ON CONFLICT (run_id) DO UPDATE
SET state = excluded.state, reason = excluded.reason, changed_at = excluded.changed_at;
