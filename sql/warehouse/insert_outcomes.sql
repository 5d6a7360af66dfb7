-- Outcomes of this night that are not on record.
INSERT INTO outcome BY NAME
SELECT *
FROM found_outcome
ANTI JOIN outcome USING (outcome_id)
ORDER BY outcome_id;
