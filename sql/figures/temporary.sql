-- What this connection has put together already.
SELECT table_name AS name
FROM duckdb_tables()
WHERE temporary;
