-- Nights whose reports are still owed, oldest first.
SELECT run_id, as_of, reason
FROM report
WHERE state = 'owed'
ORDER BY run_id;
