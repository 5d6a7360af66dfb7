-- Open lines whose verdict rests on nothing but sources that are not gazetted words (sure is S, M or I), by verdict and
-- the rules concerned. In the scope of the report.
SELECT
    verdict,
    rules,
    sum(lines) AS lines
FROM every_ground
WHERE getvariable('enterprise') IS NULL OR list_contains(getvariable('enterprise'), enterprise)
GROUP BY verdict, rules
ORDER BY verdict = 'eligible', verdict DESC, lines DESC, rules;
