-- How many rows still wait in quarantine.
SELECT count(*) AS rows
FROM quarantine
WHERE status = 'open';
