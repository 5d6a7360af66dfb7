-- Nights that began and never said how they ended, oldest first.
SELECT run_id, as_of, started_at, ended_at, outcome, sentence
FROM night
WHERE outcome = 'running'
ORDER BY run_id;
