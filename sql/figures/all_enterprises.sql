-- Every enterprise that has a return line: each gets a report of its own.
SELECT DISTINCT enterprise
FROM eligibility
ORDER BY enterprise;
