-- The shares in which lines are decided; one, of no line, where there are none.
SELECT DISTINCT share
FROM line_share
UNION
SELECT 0
ORDER BY share;
