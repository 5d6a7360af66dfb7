-- How many keys must be settled.
SELECT count(*) AS contested
FROM contested;
