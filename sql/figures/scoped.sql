-- Of what is put together for all scopes, the part of those enterprises that a report is for.
CREATE OR REPLACE TEMP TABLE scoped_{{ name }} AS
SELECT *
FROM {{ every }}
WHERE list_contains(getvariable('enterprise'), enterprise);
