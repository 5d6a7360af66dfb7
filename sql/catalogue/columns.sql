-- Every table and view of the warehouse with its columns, in their order.
SELECT
    columns.table_name,
    views.view_name IS NOT NULL AS is_view,
    columns.column_name,
    columns.data_type
FROM duckdb_columns() AS columns
LEFT JOIN duckdb_views() AS views
    ON
        views.view_name = columns.table_name
        AND views.schema_name = columns.schema_name
        AND views.database_name = columns.database_name
WHERE
    columns.schema_name = 'main'
    AND columns.database_name = current_database()
    AND NOT columns.internal
ORDER BY is_view, columns.table_name, columns.column_index;
