-- What is about to be deleted from its table, kept for the settling.
INSERT INTO taken_out BY NAME
SELECT
    {{ columns | join(", ") }},
    file_id,
    row_no
FROM {{ table }}
SEMI JOIN replaced ON replaced.file_id = {{ table }}.file_id AND replaced.row_no = {{ table }}.row_no;
