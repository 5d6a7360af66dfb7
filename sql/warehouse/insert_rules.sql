-- The rulebook in use, as data.
INSERT INTO rule BY NAME
SELECT *
FROM rule_rows;
