-- Which row each duplicate repeats.
INSERT INTO duplicate_row BY NAME
SELECT *
FROM duplicates;
