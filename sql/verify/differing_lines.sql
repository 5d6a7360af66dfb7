-- Return lines of which the stored decision is not the one recomputed, either way round.
SELECT DISTINCT
    return_no,
    line_no,
    enterprise_code
FROM (
    (
        SELECT {{ columns | join(", ") }}
        FROM read_parquet($parts)
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
        FROM read_parquet($parts)
    )
)
ORDER BY enterprise_code, return_no, line_no;
