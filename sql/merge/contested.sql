-- The keys that cannot simply be added: staged more than once, staged and held, or staged by an update.
-- Two keys of one hash are at worst settled needlessly.
CREATE OR REPLACE TEMP TABLE contested AS
WITH repeated AS (
    SELECT hash({{ key | join(", ") }}) AS key_hash
    FROM {{ staged }} AS staged
    GROUP BY key_hash
    HAVING count(*) > 1
)

SELECT {{ key | join(", ") }}
FROM {{ staged }} AS staged
WHERE hash({{ key | join(", ") }}) IN (SELECT key_hash FROM repeated)
{% if update_files %}
UNION
SELECT {{ key | join(", ") }}
FROM {{ staged }} AS staged
WHERE file_id IN ({{ update_files | join(", ") }})
{% endif %}
{% if has_held %}
UNION
SELECT {{ key | join(", ") }}
FROM {{ held }} AS held
SEMI JOIN {{ staged }} AS staged
    ON {% for column in key %}{{ "AND " if not loop.first }}staged.{{ column }} IS NOT DISTINCT FROM held.{{ column }} {% endfor %}

{% endif %};
