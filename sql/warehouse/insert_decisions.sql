-- This night's decisions that differ from those on record, in the order of their shares.
INSERT INTO decision BY NAME
SELECT *
FROM decided;
