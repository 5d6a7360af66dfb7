-- The lines that the page itself holds, for its own filter: all where they are few, else only those blocked or due within
-- ninety days, those of highest value first.
CREATE OR REPLACE TEMP TABLE listed AS
SELECT *
FROM report_line
WHERE
    NOT $only_what_matters
    OR (
        is_open
        AND (
            verdict = 'ineligible'
            OR len(open_rules) > len(awaited_rules)
            OR (is_expected AND days_left BETWEEN 0 AND 90)
        )
    )
ORDER BY place
LIMIT $embedded_at_most;
