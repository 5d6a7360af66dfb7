-- Outcomes that no decision has any more leave the record.
DELETE FROM outcome
WHERE outcome_id NOT IN (SELECT outcome_id FROM decision);
