-- Keys that a table holds more than once; none in a sound warehouse.
SELECT {{ key | join(", ") }}
FROM {{ table }}
GROUP BY {{ key | join(", ") }}
HAVING count(*) > 1
ORDER BY ALL
LIMIT 5;
