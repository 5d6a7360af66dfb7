-- One row per message and recipient. The message itself is kept until nothing can be done with it any more.
CREATE TABLE IF NOT EXISTS mail (
    message_id   TEXT PRIMARY KEY,
    run_id       TEXT NOT NULL,
    as_of        TEXT NOT NULL,
    recipient    TEXT NOT NULL,
    subject      TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (
        state IN ('queued', 'sending', 'sent', 'uncertain', 'deferred', 'refused', 'superseded', 'expired')
    ),
    attempts     INTEGER NOT NULL DEFAULT 0,
    server_words TEXT,
    queued_at    TEXT NOT NULL,
    changed_at   TEXT NOT NULL,
    message      BLOB
) STRICT;
