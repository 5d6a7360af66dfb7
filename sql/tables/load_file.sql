-- One row per file ever met: what it was taken for, and where its rows went.
-- rows_read = rows_accepted + rows_amended + rows_duplicate + rows_quarantined.
-- `columns` are the feed's columns the file has (an update leaves the others as they are); `unknown_columns` were kept out.
-- `reason_code` and `reason_details` (JSON) are those of the reason, to say it in another language.
CREATE TABLE load_file (
    file_id          INTEGER NOT NULL,
    run_id           VARCHAR NOT NULL,
    path             VARCHAR NOT NULL,
    sha256           VARCHAR NOT NULL,
    feed             VARCHAR,
    status           VARCHAR NOT NULL,
    reason           VARCHAR,
    rows_read        BIGINT NOT NULL,
    rows_accepted    BIGINT NOT NULL,
    rows_amended     BIGINT NOT NULL,
    rows_duplicate   BIGINT NOT NULL,
    rows_quarantined BIGINT NOT NULL,
    columns          VARCHAR[],
    unknown_columns  VARCHAR[],
    size_bytes       BIGINT,
    retracted_run_id VARCHAR,
    reason_code      VARCHAR,
    reason_details   JSON
);
