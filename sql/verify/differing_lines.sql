-- Return lines of which the stored decision is not the one recomputed, either way round.
SELECT DISTINCT
    return_no,
    line_no,
    enterprise_code
FROM (
    (
        SELECT {{ columns | join(", ") }}
        FROM read_parquet($parts, hive_partitioning = false)
        EXCEPT ALL
        SELECT {{ columns | join(", ") }}
        FROM eligibility
    )
    UNION ALL
    (
        SELECT {{ columns | join(", ") }}
        FROM eligibility
        EXCEPT ALL
        SELECT {{ columns | join(", ") }}
        FROM read_parquet($parts, hive_partitioning = false)
    )
)
ORDER BY enterprise_code, return_no, line_no;
