-- For each staged file how many rows went straight in.
SELECT
    file_id,
    count(*) AS rows
FROM fresh
GROUP BY file_id;
