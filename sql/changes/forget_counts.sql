-- What an earlier run of the day counted.
DELETE FROM {{ table }}
WHERE as_of = $as_of;
