-- One public table or view as a Parquet file.
COPY (FROM "{{ table }}") TO '{{ target | replace("'", "''") }}' (FORMAT parquet, COMPRESSION zstd);
