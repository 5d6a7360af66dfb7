-- The six-month clock of lines still expected: ending within 14 days and later, of those that may be relieved of tax, and past.
SELECT
    count(*) FILTER (WHERE date_diff('day', as_of, relief_deadline) BETWEEN 0 AND 14 AND may_be_relieved) AS lines_soon,
    sum(value_cny) FILTER (WHERE date_diff('day', as_of, relief_deadline) BETWEEN 0 AND 14 AND may_be_relieved) AS value_soon,
    count(*) FILTER (WHERE date_diff('day', as_of, relief_deadline) > 14 AND may_be_relieved) AS lines_later,
    sum(value_cny) FILTER (WHERE date_diff('day', as_of, relief_deadline) > 14 AND may_be_relieved) AS value_later,
    count(*) FILTER (WHERE date_diff('day', as_of, relief_deadline) < 0) AS lines_past,
    sum(value_cny) FILTER (WHERE date_diff('day', as_of, relief_deadline) < 0) AS value_past,
    count(*) FILTER (WHERE relief_deadline IS NULL) AS lines_unknown
FROM (SELECT *, tax_relief <> 'not_exempt' AS may_be_relieved FROM report_line)
WHERE is_expected;
