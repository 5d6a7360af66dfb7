-- A share of the keys, with all their versions.
SELECT *
FROM touched
WHERE hash({{ key | join(", ") }}) % {{ buckets }} = {{ bucket }};
