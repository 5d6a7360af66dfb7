-- The staged rows of contested keys.
SELECT
    file_id,
    row_no
FROM {{ staged }} AS staged
SEMI JOIN contested
    ON {% for column in key %}{{ "AND " if not loop.first }}staged.{{ column }} IS NOT DISTINCT FROM contested.{{ column }} {% endfor %};
