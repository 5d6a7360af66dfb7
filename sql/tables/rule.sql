-- The rulebook as data: one row per rule and period of its validity. `sure` is V (gazetted words, read), S
-- (second-hand), M (from memory) or I (Homeward's own inference, not law).
CREATE TABLE rule (
    rule_id         VARCHAR NOT NULL,
    valid_from      DATE,
    valid_to        DATE,
    title_en        VARCHAR NOT NULL,
    title_zh        VARCHAR NOT NULL,
    source          VARCHAR NOT NULL,
    sure            VARCHAR NOT NULL,
    kind            VARCHAR NOT NULL,
    position        INTEGER NOT NULL,
    rests_on        VARCHAR,
    announced_on    DATE,
    words           VARCHAR,
    last_checked_on DATE NOT NULL,
    period          VARCHAR,
    cure_en         VARCHAR,
    cure_zh         VARCHAR,
    cure_broken_en  VARCHAR,
    cure_broken_zh  VARCHAR,
    cure_quarantined_en VARCHAR,
    cure_quarantined_zh VARCHAR
);
