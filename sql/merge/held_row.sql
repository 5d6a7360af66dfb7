-- The rows that the warehouse holds of one feed, and the place of each in its table.
CREATE OR REPLACE TEMP VIEW held_row AS
SELECT
    *,
    rowid AS place
FROM {{ table }};
