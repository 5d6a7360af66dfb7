-- The night compared with, and the day of this one: what lies between them may be a cause.
CREATE OR REPLACE TEMP TABLE span AS
SELECT
    CAST($before_run_id AS VARCHAR) AS before_run_id,
    CAST($before_as_of AS DATE) AS before_as_of,
    CAST($as_of AS DATE) AS as_of;
