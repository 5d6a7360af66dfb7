-- One row per day with a night, enterprise and verdict: how many open lines had it on the day's last run. By these a night
-- tells what became of each verdict.
CREATE TABLE open_lines (
    as_of      DATE NOT NULL,
    enterprise VARCHAR NOT NULL,
    verdict    VARCHAR NOT NULL,
    lines      BIGINT NOT NULL
);
