-- Open rows of a return in quarantine. Parameter: return_no. A key is enterprise, return number and line number: the
-- number alone may hold a slash. A row without one of the three has no key, but the cell it came with.
SELECT
    load.path,
    waiting.row_no
FROM quarantine AS waiting
LEFT JOIN load_file AS load ON load.file_id = waiting.file_id
WHERE
    waiting.feed = 'returns'
    AND waiting.status = 'open'
    AND $return_no IN (
        regexp_extract(waiting.key, '^[^/]*/(.*)/[^/]*$', 1),
        trim(waiting.raw ->> 'return_no')
    )
ORDER BY load.path, waiting.row_no
LIMIT 5;
