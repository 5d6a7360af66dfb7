-- The place of each of those lines among them, those of highest value first, and what its return says of the goods. Few
-- columns: to sort them all costs twice as much.
CREATE OR REPLACE TEMP TABLE every_place AS
SELECT
    decided.return_no,
    decided.line_no,
    decided.enterprise_code,
    line.goods_name,
    row_number() OVER (
        ORDER BY decided.value_cny DESC NULLS LAST, decided.enterprise_code, decided.return_no, decided.line_no
    ) AS place
FROM shown_line AS decided
-- A line that was taken back since the night is told of as the night decided it.
LEFT JOIN return_line AS line
    ON
        line.return_no = decided.return_no
        AND line.line_no = decided.line_no
        AND line.enterprise_code = decided.enterprise_code;
