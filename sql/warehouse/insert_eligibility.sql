-- This night's decisions.
INSERT INTO eligibility BY NAME
SELECT
    *,
    CAST($as_of AS DATE) AS as_of,
    $run_id AS run_id,
    $rulebook AS rulebook
FROM read_parquet($parts)
ORDER BY enterprise_code, return_no, line_no;
