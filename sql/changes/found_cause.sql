-- Causes as they are found, one row each.
CREATE OR REPLACE TEMP TABLE found_cause (
    return_no       VARCHAR,
    line_no         INTEGER,
    enterprise_code VARCHAR,
    cause           VARCHAR,
    detail          VARCHAR
);
