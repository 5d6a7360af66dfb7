-- Nights whose run is this one or a later one, oldest first.
SELECT run_id, as_of, started_at, ended_at, outcome, sentence
FROM night
WHERE run_id >= :since
ORDER BY run_id;
