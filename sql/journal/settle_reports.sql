-- No report is owed any more.
UPDATE report
SET state = 'made', reason = NULL, changed_at = :at
WHERE state = 'owed';
