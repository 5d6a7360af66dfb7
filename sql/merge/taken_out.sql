-- Rows that were put into their table as they were read, and taken out again to be settled: their keys are contested.
CREATE OR REPLACE TEMP TABLE taken_out AS
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no
FROM {{ table }}
WHERE false;
