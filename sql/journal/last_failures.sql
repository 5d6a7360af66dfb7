-- The latest nights that did not publish, newest first.
SELECT run_id, as_of, started_at, ended_at, outcome, sentence
FROM night
WHERE outcome = 'failed'
ORDER BY run_id DESC
LIMIT :count;
