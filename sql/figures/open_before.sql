-- Open lines by verdict on the last published night of an earlier day.
SELECT
    verdict,
    sum(lines) AS lines
FROM open_lines
WHERE
    run_id = $run_id
    AND (getvariable('enterprise') IS NULL OR list_contains(getvariable('enterprise'), enterprise))
GROUP BY verdict;
