-- One row per receipt of a document and status. Only status 800, or none, releases the document's lines.
CREATE TABLE receipt (
    document_no VARCHAR NOT NULL,
    released_at TIMESTAMP NOT NULL,
    status      VARCHAR,
    file_id     INTEGER NOT NULL,
    row_no      INTEGER NOT NULL
);
