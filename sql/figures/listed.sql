-- The lines that the page itself holds, for its own filter: all where they are few, else only those blocked or due within
-- ninety days, and of these so many of highest value.
CREATE OR REPLACE TEMP TABLE listed AS
WITH line AS (
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
)

SELECT
    place,
    return_no,
    line_no,
    enterprise,
    document_no,
    document_line_no,
    channel,
    verdict,
    route,
    tax_relief,
    failed_rules,
    open_rules,
    awaited_rules,
    goods_name,
    days_left,
    value_cny,
    is_back,
    is_open
FROM line
WHERE place <= (SELECT max(place) FROM (SELECT place FROM line ORDER BY place LIMIT $embedded_at_most));
