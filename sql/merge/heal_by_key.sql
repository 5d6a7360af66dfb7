-- A later row of the same key that was taken closes the quarantined one; of an enterprise, under either of its codes. One
-- of an update that names no enterprise also closes those of such updates.
UPDATE quarantine
SET
    status = 'healed',
    healed_by_file_id = corrected.file_id,
    healed_by_row_no = corrected.row_no,
    closed_run_id = $run_id
FROM (
    SELECT
{% if key[0] == "enterprise_code" %}
        concat_ws('/', said.code, {{ key[1:] | join(", ") }}) AS key,
{% else %}
        concat_ws('/', {{ key | join(", ") }}) AS key,
{% endif %}
        max(file_id) AS file_id,
        arg_max(row_no, (file_id, -row_no)) AS row_no
    FROM staged
{% if key[0] == "enterprise_code" %}
    LEFT JOIN enterprise_by_code AS known ON known.enterprise = staged.enterprise
    CROSS JOIN LATERAL (
        SELECT coalesce(known.code, staged.enterprise) AS code
        UNION ALL
        SELECT NULL AS code WHERE staged.enterprise_code IS NULL
    ) AS said
{% endif %}
    ANTI JOIN quarantine AS refused ON refused.file_id = staged.file_id AND refused.row_no = staged.row_no
{% if "document_no" in key %}
    SEMI JOIN quarantine AS waiting ON waiting.document_no = staged.document_no AND waiting.status = 'open'
{% endif %}
    GROUP BY ALL
) AS corrected
WHERE
    quarantine.status = 'open'
    AND quarantine.feed = $feed
    AND quarantine.key = corrected.key
    AND corrected.file_id > quarantine.file_id;
