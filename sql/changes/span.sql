-- What lies between the night compared with and this one, and which file came in which of the two times.
CREATE OR REPLACE TEMP TABLE span AS
SELECT
    CAST($before_run_id AS VARCHAR) AS before_run_id,
    CAST($before_as_of AS DATE) AS before_as_of,
    CAST($as_of AS DATE) AS as_of;
