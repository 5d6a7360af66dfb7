-- One row per currency and day from which its rate holds: yuan for one unit.
CREATE TABLE exchange_rate (
    currency   VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    cny        DECIMAL(19, 5) NOT NULL,
    source     VARCHAR,
    file_id    INTEGER NOT NULL,
    row_no     INTEGER NOT NULL
);
