-- One row per return line: what was decided of it, with what the rules found on the way. What they say of it together is
-- one of a few outcomes. Decided anew each night, written where it differs: what only the calendar moves (days left, the
-- day that goods not back are judged on) is put together by the view `eligibility`. `file_id` and `row_no` are the version
-- of the return line that was decided; `fingerprint` is one number for all of it and its outcome, by which a night finds
-- what differs.
CREATE TABLE decision (
    file_id                INTEGER NOT NULL,
    row_no                 INTEGER NOT NULL,
    fingerprint            UBIGINT NOT NULL,
    outcome_id             UBIGINT NOT NULL,
    return_no              VARCHAR NOT NULL,
    line_no                INTEGER NOT NULL,
    enterprise_code        VARCHAR NOT NULL,
    document_no            VARCHAR,
    document_line_no       INTEGER,
    channel                VARCHAR,
    supervision_mode       VARCHAR,
    applied_on             DATE NOT NULL,
    released_on            DATE,
    entered_on             DATE,
    deadline               DATE,
    quantity               DECIMAL(19, 5) NOT NULL,
    value_cny              DECIMAL(19, 2),
    relief_source          VARCHAR,
    enterprise             VARCHAR NOT NULL,
    destination_country    VARCHAR,
    relief_deadline        DATE,
    ship_by                DATE,
    is_back                BOOLEAN NOT NULL,
    is_open                BOOLEAN NOT NULL,
    is_by_another_district BOOLEAN NOT NULL,
    has_original           BOOLEAN NOT NULL,
    document_is_held       BOOLEAN NOT NULL,
    is_in_quarantine       BOOLEAN NOT NULL,
    ban_shown              VARCHAR,
    monitoring_shown       VARCHAR,
    district_rule          VARCHAR,
    claim_left             DECIMAL(19, 5)
);
