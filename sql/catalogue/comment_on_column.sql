-- What a column means.
COMMENT ON COLUMN {{ table }}."{{ column }}" IS '{{ meaning | replace("'", "''") }}';
