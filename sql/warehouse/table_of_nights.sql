-- Whether there is a record of nights at all, as in every warehouse since the first version.
SELECT table_name
FROM duckdb_columns()
WHERE NOT internal AND table_name = 'run' AND column_name IN ('run_id', 'version')
GROUP BY table_name
HAVING count(*) = 2;
