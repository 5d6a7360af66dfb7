-- The nights in this warehouse.
SELECT run_id
FROM run;
