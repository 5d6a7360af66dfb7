-- The lines that a report may show: all of them, or those of the enterprises that it is for.
CREATE OR REPLACE TEMP VIEW report_line AS
SELECT *
FROM {{ "every_line" if is_everyone else "scoped_line" }};
