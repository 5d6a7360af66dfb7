-- The lines of those enterprises that a report is for; none where it is for a reader of everything.
CREATE OR REPLACE TEMP TABLE scoped_line AS
SELECT *
FROM every_line
WHERE list_contains(getvariable('enterprise'), enterprise);
