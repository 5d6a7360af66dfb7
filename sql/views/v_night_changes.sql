-- One row per return line whose verdict, route or tax relief changed since the last published night of an earlier day.
CREATE OR REPLACE VIEW v_night_changes AS
SELECT * EXCLUDE (superseded_by)
FROM verdict_change
WHERE superseded_by IS NULL AND run_id = (SELECT max(run_id) FROM run);
