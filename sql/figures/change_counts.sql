-- From which verdict to which, with how many of them the clock alone explains.
SELECT
    verdict_from,
    verdict_to,
    count(*) AS lines,
    count(*) FILTER (WHERE list_contains([one.cause FOR one IN causes], 'clock')) AS lines_by_clock
FROM every_change
WHERE getvariable('enterprise') IS NULL OR list_contains(getvariable('enterprise'), enterprise)
GROUP BY ALL
ORDER BY ALL;
