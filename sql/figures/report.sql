-- What a report may show: of everyone, or of the enterprises that it is for.
CREATE OR REPLACE TEMP VIEW report_{{ name }} AS
SELECT *
FROM {{ source }};
