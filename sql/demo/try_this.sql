-- What became of the return lines, and what they are worth: the query that `homeward demo` ends with.
SELECT verdict, route, count(*) AS lines, sum(value_cny) AS value_cny FROM eligibility GROUP BY ALL ORDER BY lines DESC;
