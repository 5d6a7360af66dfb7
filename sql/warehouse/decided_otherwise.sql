-- Which lines have a decision that was not on record before.
CREATE OR REPLACE TEMP TABLE decided_otherwise AS
SELECT *
FROM differing;
