-- The six-month clock of lines still expected: ending within 14 days and later, of those that may be relieved of tax, and past.
SELECT
    coalesce(sum(lines) FILTER (WHERE relief = 'soon' AND may_be_relieved), 0) AS lines_soon,
    sum(value_cny) FILTER (WHERE relief = 'soon' AND may_be_relieved) AS value_soon,
    coalesce(sum(lines) FILTER (WHERE relief = 'later' AND may_be_relieved), 0) AS lines_later,
    sum(value_cny) FILTER (WHERE relief = 'later' AND may_be_relieved) AS value_later,
    coalesce(sum(lines) FILTER (WHERE relief = 'past'), 0) AS lines_past,
    sum(value_cny) FILTER (WHERE relief = 'past') AS value_past,
    coalesce(sum(lines) FILTER (WHERE relief = 'unknown'), 0) AS lines_unknown
FROM report_tally;
