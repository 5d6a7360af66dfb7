-- In how many shares lines are decided, numbered from 0: one, of no line, where there are none.
SELECT coalesce(max(share), 0) + 1 AS shares
FROM line_share;
