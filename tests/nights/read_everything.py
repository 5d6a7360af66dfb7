"""Run under another DuckDB: list the catalogue of a warehouse, select from every table and view, print their names."""

import sys

import duckdb

con = duckdb.connect(sys.argv[1], read_only=True)
names = con.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'").fetchall()
for (name,) in names:
    con.execute(f'SELECT * FROM "{name}"').fetchall()
    print(name)
