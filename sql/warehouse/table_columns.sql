-- The columns of every table that a night writes, to compare with those that this version makes.
SELECT
    columns.table_name,
    columns.column_name,
    columns.data_type
FROM duckdb_columns() AS columns
SEMI JOIN duckdb_tables() AS tables ON tables.table_name = columns.table_name AND NOT tables.temporary
WHERE NOT columns.internal;
