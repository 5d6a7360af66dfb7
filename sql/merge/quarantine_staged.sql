-- Rows that broke their contract, with the id by which a corrected one can name them.
INSERT INTO quarantine BY NAME
SELECT
    part.file_id,
    $feed AS feed,
    part.row_no,
    part.key,
    part.errors,
    CAST(part.raw AS JSON) AS raw,
    concat(substr(load.sha256, 1, 12), '-', part.row_no) AS quarantine_id,
    part.document_no,
    'open' AS status
FROM read_parquet({{ parts }}, hive_partitioning = false) AS part
INNER JOIN staged_file AS load ON load.file_id = part.file_id;
