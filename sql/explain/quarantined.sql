-- Open rows of a return in quarantine. Parameter: return_no. A key is enterprise, return number and line number.
SELECT
    load.path,
    waiting.row_no
FROM quarantine AS waiting
LEFT JOIN load_file AS load ON load.file_id = waiting.file_id
WHERE waiting.feed = 'returns' AND waiting.status = 'open' AND split_part(waiting.key, '/', -2) = $return_no
ORDER BY load.path, waiting.row_no
LIMIT 5;
