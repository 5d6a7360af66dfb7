"""The warehouse: one DuckDB file, copied, changed, checked and replaced as a whole."""
