-- One row per ban: the shipped list (no file) and the customer's own.
CREATE TABLE prohibited_goods (
    hs_prefix   VARCHAR NOT NULL,
    scope       VARCHAR NOT NULL,
    valid_from  DATE NOT NULL,
    valid_to    DATE,
    source      VARCHAR NOT NULL,
    description VARCHAR,
    file_id     INTEGER,
    row_no      INTEGER
);
