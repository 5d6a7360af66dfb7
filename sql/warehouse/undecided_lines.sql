-- Return lines and decisions must be one to one.
SELECT
    (SELECT count(*) FROM return_line) AS return_lines,
    (SELECT count(*) FROM eligibility) AS decisions,
    (SELECT count(*) FROM comparison) AS comparisons;
