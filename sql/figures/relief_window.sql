-- The six-month clock of lines still expected: ending within 14 days, later, past; refused for another reason, not known.
SELECT
    coalesce(sum(lines) FILTER (WHERE relief = 'soon'), 0) AS lines_soon,
    sum(value_cny) FILTER (WHERE relief = 'soon') AS value_soon,
    coalesce(sum(lines) FILTER (WHERE relief = 'later'), 0) AS lines_later,
    sum(value_cny) FILTER (WHERE relief = 'later') AS value_later,
    coalesce(sum(lines) FILTER (WHERE relief = 'past'), 0) AS lines_past,
    sum(value_cny) FILTER (WHERE relief = 'past') AS value_past,
    coalesce(sum(lines) FILTER (WHERE relief = 'refused'), 0) AS lines_refused,
    sum(value_cny) FILTER (WHERE relief = 'refused') AS value_refused,
    coalesce(sum(lines) FILTER (WHERE relief = 'unknown'), 0) AS lines_unknown,
    sum(value_cny) FILTER (WHERE relief = 'unknown') AS value_unknown
FROM report_tally;
