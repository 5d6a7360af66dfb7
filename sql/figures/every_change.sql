-- What changed since last night, put together once for the reports of all scopes.
CREATE TEMP TABLE IF NOT EXISTS every_change AS
SELECT *
FROM v_night_changes;
