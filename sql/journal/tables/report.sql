-- One row per night whose reports are owed or made.
CREATE TABLE IF NOT EXISTS report (
    run_id     TEXT PRIMARY KEY,
    as_of      TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('owed', 'made')),
    reason     TEXT,
    changed_at TEXT NOT NULL
) STRICT;
