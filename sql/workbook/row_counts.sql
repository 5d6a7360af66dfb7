-- How many rows each sheet would have that held them all.
SELECT
    lines.due,
    lines.needs_evidence,
    lines.ineligible,
    waiting.quarantine,
    files.accounts
FROM (
    SELECT
        count(*) FILTER (WHERE is_expected AND (days_left <= 30 OR ship_by <= as_of + 7)) AS due,
        coalesce(sum(len(open_rules)) FILTER (WHERE is_open AND verdict = 'needs_evidence'), 0) AS needs_evidence,
        count(*) FILTER (WHERE is_open AND verdict = 'ineligible') AS ineligible
    FROM report_line
) AS lines
CROSS JOIN (
    SELECT coalesce(sum(len(held.errors)), 0) AS quarantine
    FROM quarantine AS held
    LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = held.raw ->> '$.enterprise_code'
    WHERE
        held.status = 'open'
        AND (
            getvariable('enterprise') IS NULL
            OR list_contains(getvariable('enterprise'), coalesce(known.enterprise, held.raw ->> '$.enterprise_code'))
        )
) AS waiting
CROSS JOIN (
    SELECT count(*) AS accounts
    FROM v_accounting
    WHERE getvariable('enterprise') IS NULL AND as_of = (SELECT as_of FROM run ORDER BY run_id DESC LIMIT 1)
) AS files;
