-- Rows that keep their contract but not their key: unknown, conflicting, or another enterprise's document. Where their file
-- cannot tell any more what they were, they are kept as they were read.
{% set key_text -%}
concat_ws('/', {% for column in key %}staged.{{ column }}{{ ", " if not loop.last }}{% endfor %})
{%- endset %}

INSERT INTO quarantine BY NAME
SELECT
    refused.file_id,
    $feed AS feed,
    refused.row_no,
    {{ key_text }} AS key,
    [{
        'column': if(refused.check = 'other_enterprise', 'enterprise_code', $column),
        'check': refused.check,
        'value': if(refused.check = 'other_enterprise', {{ "staged.enterprise_code" if "enterprise_code" in columns else "''" }}, {{ key_text }}),
        'message': refused.message
    }] AS errors,
    coalesce(CAST(was.raw AS JSON), to_json({ {%- for column in columns %}'{{ column }}': CAST(staged.{{ column }} AS VARCHAR){{ ", " if not loop.last }}{% endfor -%} })) AS raw,
    concat(substr(load.sha256, 1, 12), '-', refused.row_no) AS quarantine_id,
    {{ "staged.document_no" if "document_no" in columns else "CAST(NULL AS VARCHAR)" }} AS document_no,
    'open' AS status
FROM refused
INNER JOIN staged ON staged.file_id = refused.file_id AND staged.row_no = refused.row_no
INNER JOIN staged_file AS load ON load.file_id = refused.file_id
LEFT JOIN row_as_it_was AS was ON was.file_id = refused.file_id AND was.row_no = refused.row_no;
