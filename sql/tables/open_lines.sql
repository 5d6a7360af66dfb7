-- One row per night, enterprise and verdict: how many open lines had it. By these a night tells what became of each verdict.
CREATE TABLE open_lines (
    run_id     VARCHAR NOT NULL,
    enterprise VARCHAR NOT NULL,
    verdict    VARCHAR NOT NULL,
    lines      BIGINT NOT NULL
);
