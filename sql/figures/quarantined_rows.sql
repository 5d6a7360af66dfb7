-- How many rows wait in quarantine.
SELECT count(*) AS rows
FROM quarantine AS held
LEFT JOIN v_enterprise_code AS known ON known.enterprise_code = held.raw ->> '$.enterprise_code'
WHERE
    held.status = 'open'
    AND (
        getvariable('enterprise') IS NULL
        OR list_contains(getvariable('enterprise'), coalesce(known.enterprise, held.raw ->> '$.enterprise_code'))
    );
