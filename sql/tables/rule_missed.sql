-- One row per day with a night, enterprise and rule that its open lines missed on the day's last run: in how many it is
-- broken or something is missing. What only awaits arrival, or is open because another rule is, is not counted. By these a
-- night tells what became of each rule.
CREATE TABLE rule_missed (
    as_of      DATE NOT NULL,
    enterprise VARCHAR NOT NULL,
    rule_id    VARCHAR NOT NULL,
    lines      BIGINT NOT NULL
);
