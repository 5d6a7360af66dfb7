-- Every version of the keys that wait in quarantine, under the name by which taken rows close them. A waiting return names
-- its enterprise first, under either code.
CREATE OR REPLACE TEMP VIEW staged AS
SELECT version.*
FROM version
SEMI JOIN (
    SELECT key FROM quarantine WHERE status = 'open' AND feed = '{{ feed }}'
{% if key[0] == "enterprise_code" %}
    UNION ALL
    SELECT regexp_replace(key, '^[^/]*/', '') AS key FROM quarantine WHERE status = 'open' AND feed = '{{ feed }}'
{% endif %}
) AS waiting
    ON waiting.key = concat_ws('/', {{ (key[1:] if key[0] == "enterprise_code" else key) | join(", ") }});
