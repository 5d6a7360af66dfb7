-- Keys held more than once; none, or the night is not published. Looked for among this night's rows.
SELECT {{ key | join(", ") }}
FROM held
WHERE hash({{ key | join(", ") }}) IN (
    SELECT hash({{ key | join(", ") }})
    FROM held
    WHERE file_id >= {{ first_file_id }}
)
GROUP BY {{ key | join(", ") }}
HAVING count(*) > 1
LIMIT 1;
