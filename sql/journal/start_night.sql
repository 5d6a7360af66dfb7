-- A night begins.
INSERT INTO night (run_id, as_of, started_at, outcome)
VALUES (:run_id, :as_of, :at, 'running');
