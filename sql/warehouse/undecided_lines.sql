-- Return lines and decisions must be one to one.
SELECT
    (SELECT count(*) FROM return_line) AS return_lines,
    (SELECT count(*) FROM decision) AS decisions,
    (SELECT count(*) FROM return_line ANTI JOIN decision USING (file_id, row_no)) AS undecided;
