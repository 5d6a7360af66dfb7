-- A night ends, published or not, with the sentence its user was told.
UPDATE night
SET outcome = :outcome, sentence = :sentence, ended_at = :at
WHERE run_id = :run_id;
