-- All rows read for the night's day, by however many runs, and where they are: the two sides must be equal.
SELECT
    coalesce(sum(rows_read), 0) AS rows_read,
    coalesce(sum(rows_accepted), 0) AS rows_accepted,
    coalesce(sum(rows_amended), 0) AS rows_amended,
    coalesce(sum(rows_duplicate), 0) AS rows_duplicate,
    coalesce(sum(rows_quarantined), 0) AS rows_quarantined
FROM v_accounting
WHERE as_of = (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1);
