-- The history of verdicts: one row per line and night whose verdict, route or tax relief differs from
-- the last published night of an earlier as-of day. A second run of a day supersedes the first one's rows.
-- `causes`: data (file and column), clock, law, claim, rulebook or code, each with what is known of it.
CREATE TABLE verdict_change (
    run_id          VARCHAR NOT NULL,
    as_of           DATE NOT NULL,
    return_no       VARCHAR NOT NULL,
    line_no         INTEGER NOT NULL,
    enterprise_code VARCHAR NOT NULL,
    verdict_from    VARCHAR,
    verdict_to      VARCHAR,
    route_from      VARCHAR,
    route_to        VARCHAR,
    tax_relief_from VARCHAR,
    tax_relief_to   VARCHAR,
    failed_from     VARCHAR[],
    failed_to       VARCHAR[],
    open_from       VARCHAR[],
    open_to         VARCHAR[],
    causes          STRUCT(cause VARCHAR, detail VARCHAR)[],
    superseded_by   VARCHAR
);
