-- One row per night that was started. A row still `running` when no night runs belongs to a night that was killed.
CREATE TABLE IF NOT EXISTS night (
    run_id     TEXT PRIMARY KEY,
    as_of      TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at   TEXT,
    outcome    TEXT NOT NULL CHECK (outcome IN ('running', 'published', 'failed')),
    sentence   TEXT
) STRICT;
