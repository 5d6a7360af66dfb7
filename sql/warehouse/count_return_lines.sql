-- How many return lines there are to decide.
SELECT count(*) AS lines FROM return_line;
