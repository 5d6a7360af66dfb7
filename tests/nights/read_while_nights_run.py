"""Run under another DuckDB: read a warehouse over and over until a file appears; each reading must be of one night.

Arguments: the warehouse, the file that says stop, and `stays` for one connection throughout or `returns` for a new one
each time. Prints the run of each reading.
"""

import sys
import time
from pathlib import Path

import duckdb

ONE_NIGHT = """
SELECT
    (SELECT max(run_id) FROM run),
    (SELECT count(*) FROM eligibility) = (SELECT count(*) FROM return_line),
    (SELECT count(*) FILTER (WHERE run_id <> (SELECT max(run_id) FROM run)) FROM eligibility) = 0,
    (SELECT count(*) FROM v_findings) = 11 * (SELECT count(*) FROM eligibility),
    (SELECT eligible + needs_evidence + ineligible + withdrawn FROM run ORDER BY run_id DESC LIMIT 1)
    = (SELECT count(*) FROM eligibility)
"""


def reading(con) -> str:
    run_id, *whole = con.execute(ONE_NIGHT).fetchone()
    if not all(whole):
        sys.exit(f"{run_id}: not one night: {whole}")
    return run_id


warehouse, stop, stays = sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "stays"
con = duckdb.connect(warehouse, read_only=True)
print(reading(con), flush=True)
while not stop.exists():
    if not stays:
        con.close()
        con = duckdb.connect(warehouse, read_only=True)
    print(reading(con), flush=True)
    time.sleep(0.1)
