-- Every enterprise that has a return line: each gets a report of its own.
SELECT DISTINCT enterprise
FROM every_tally
ORDER BY enterprise;
