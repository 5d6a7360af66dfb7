-- Files on record by path and size: those that lie in the inbox unchanged need no room again.
SELECT DISTINCT
    path,
    size_bytes
FROM load_file
WHERE size_bytes IS NOT NULL;
