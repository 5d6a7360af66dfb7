-- What stood on record of the lines that are decided otherwise now, or are gone.
CREATE OR REPLACE TEMP TABLE decision_before AS
SELECT *
FROM decision
INNER JOIN outcome USING (outcome_id)
SEMI JOIN replaced USING (file_id, row_no)
WHERE decision.rowid <= $on_record;
