-- The keys that cannot simply be added: staged more than once, staged by an update, or held; of those held, the place of
-- each row that has them. Two keys of one hash are at worst settled needlessly.
CREATE OR REPLACE TEMP TABLE contested AS
WITH repeated AS (
    SELECT hash({{ key | join(", ") }}) AS key_hash
    FROM {{ staged }} AS staged
    GROUP BY key_hash
    HAVING count(*) > 1
)

SELECT DISTINCT
    {{ key | join(", ") }},
    CAST(NULL AS BIGINT) AS place
FROM {{ staged }} AS staged
WHERE
    hash({{ key | join(", ") }}) IN (SELECT key_hash FROM repeated)
{% if update_files %}
    OR file_id IN ({{ update_files | join(", ") }})
{% endif %}
{% if has_held %}
UNION ALL
SELECT
    {{ key | join(", ") }},
    place
FROM {{ held }} AS held
SEMI JOIN {{ staged }} AS staged
    ON {% for column in key %}{{ "AND " if not loop.first }}staged.{{ column }} IS NOT DISTINCT FROM held.{{ column }} {% endfor %}

{% endif %};
