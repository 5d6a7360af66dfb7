-- Declaration lines into their table; a receipt that waited for them releases them.
INSERT INTO declaration_line BY NAME
SELECT
{% if has_releases %}
    {{ columns | map("replace", "released_at", "coalesce(release.released_at, line.released_at) AS released_at") | map("replace", "document_no", "line.document_no") | join(", ") }},
    line.file_id,
    line.row_no,
    release.released_at IS NOT NULL AS is_released_by_receipt,
    CASE WHEN release.released_at IS NOT NULL THEN line.released_at END AS own_released_at
FROM {{ source }} AS line
LEFT JOIN release ON release.document_no = line.document_no
ORDER BY line.file_id, line.row_no;
{% else %}
    {{ columns | join(", ") }},
    file_id,
    row_no,
    false AS is_released_by_receipt
FROM {{ source }};
{% endif %}
