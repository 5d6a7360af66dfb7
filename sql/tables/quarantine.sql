-- One row per row of a file that was not taken in, with every check it failed and the row as it was.
-- `status` is open, healed (a corrected row came: healed_by_file_id, healed_by_row_no) or dismissed (with a reason).
CREATE TABLE quarantine (
    file_id           INTEGER NOT NULL,
    feed              VARCHAR NOT NULL,
    row_no            INTEGER NOT NULL,
    key               VARCHAR,
    errors            STRUCT("column" VARCHAR, "check" VARCHAR, "value" VARCHAR, message VARCHAR)[] NOT NULL,
    raw               JSON NOT NULL,
    quarantine_id     VARCHAR NOT NULL,
    document_no       VARCHAR,
    status            VARCHAR NOT NULL,
    healed_by_file_id INTEGER,
    healed_by_row_no  INTEGER,
    dismissed_reason  VARCHAR,
    closed_run_id     VARCHAR
);
