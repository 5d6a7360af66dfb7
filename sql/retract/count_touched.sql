-- How many versions must be looked at.
SELECT count(*) AS versions
FROM touched;
