-- One row per published night. run_id sorts by time.
-- warning_details holds each warning as JSON, for its sentence in another language.
CREATE TABLE run (
    run_id         VARCHAR NOT NULL,
    as_of          DATE NOT NULL,
    started_at     TIMESTAMP NOT NULL,
    finished_at    TIMESTAMP NOT NULL,
    version        VARCHAR NOT NULL,
    rulebook       VARCHAR NOT NULL,
    eligible       BIGINT NOT NULL,
    needs_evidence BIGINT NOT NULL,
    ineligible     BIGINT NOT NULL,
    withdrawn      BIGINT NOT NULL,
    warnings       VARCHAR[] NOT NULL,
    warning_details VARCHAR[] NOT NULL
);
