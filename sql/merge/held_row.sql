-- The rows that the warehouse holds of one feed as they lie in its table, and where: enough to look for their keys by,
-- where the enterprise is no part of those. What else is known of them is told by `held`.
CREATE OR REPLACE TEMP VIEW held_row AS
SELECT
    *,
    rowid AS place
FROM {{ table }};
