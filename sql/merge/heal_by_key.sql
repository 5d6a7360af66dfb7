-- A later row of the same key that was taken closes the quarantined one; of an enterprise, under either of its codes. One
-- of an update that names no enterprise also closes those of such updates. What an update said is not lost unseen: its row
-- waits until a file that has all of its columns brings the key.
UPDATE quarantine
SET
    status = 'healed',
    healed_by_file_id = corrected.file_id,
    healed_by_row_no = corrected.row_no,
    closed_run_id = $run_id
FROM (
    SELECT
        waiting.file_id AS waiting_file_id,
        waiting.row_no AS waiting_row_no,
        max(taken.file_id) AS file_id,
        arg_max(taken.row_no, (taken.file_id, -taken.row_no)) AS row_no
    FROM (
        SELECT
{% if key[0] == "enterprise_code" %}
            concat_ws('/', said.code, {{ key[1:] | join(", ") }}) AS key,
{% else %}
            concat_ws('/', {{ key | join(", ") }}) AS key,
{% endif %}
            file_id,
            row_no
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
        SEMI JOIN quarantine AS named ON named.document_no = staged.document_no AND named.status = 'open'
{% endif %}
    ) AS taken
    INNER JOIN staged_file AS taken_file ON taken_file.file_id = taken.file_id
    INNER JOIN quarantine AS waiting
        ON
            waiting.key = taken.key
            AND waiting.file_id < taken.file_id
            AND waiting.status = 'open'
            AND waiting.feed = $feed
    LEFT JOIN load_file AS former ON former.file_id = waiting.file_id
    LEFT JOIN staged_file AS present ON present.file_id = waiting.file_id
    WHERE
        list_has_all(coalesce(former.columns, present.columns), $required)
        OR list_has_all(taken_file.columns, coalesce(former.columns, present.columns))
    GROUP BY waiting.file_id, waiting.row_no
) AS corrected
WHERE quarantine.file_id = corrected.waiting_file_id AND quarantine.row_no = corrected.waiting_row_no;
