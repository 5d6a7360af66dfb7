-- How many return lines there are: the counts of the verdicts must add up to it.
SELECT count(*) AS lines
FROM return_line;
