-- Open quarantined rows with what is wrong with each and the row as it was.
SELECT
    held.quarantine_id,
    held.feed,
    load.path,
    held.row_no,
    list_aggregate([concat(error."column", ': ', error.message) FOR error IN held.errors], 'string_agg', ' ') AS messages,
    held.raw
FROM quarantine AS held
INNER JOIN load_file AS load ON load.file_id = held.file_id
WHERE held.status = 'open'
ORDER BY held.feed, held.file_id, held.row_no;
