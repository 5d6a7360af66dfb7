-- One row per enterprise and process-monitoring record.
CREATE TABLE enterprise (
    enterprise_code VARCHAR NOT NULL,
    other_code      VARCHAR,
    name            VARCHAR NOT NULL,
    monitoring_from DATE,
    monitoring_to   DATE,
    contact_email   VARCHAR,
    file_id         INTEGER NOT NULL,
    row_no          INTEGER NOT NULL
);
