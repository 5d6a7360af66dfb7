-- The keys of which the file holds a version, and everything that is on record of them.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT version.*
FROM version
SEMI JOIN (SELECT * FROM version WHERE file_id = $file_id) AS own
    ON {% for column in key %}{{ "AND " if not loop.first }}version.{{ column }} IS NOT DISTINCT FROM own.{{ column }} {% endfor %}
;
