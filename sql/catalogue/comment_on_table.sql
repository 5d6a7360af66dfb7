-- What a row of a table or view is.
COMMENT ON {{ "VIEW" if is_view else "TABLE" }} {{ table }} IS '{{ meaning | replace("'", "''") }}';
