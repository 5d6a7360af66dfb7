-- The release of each document that a receipt releases.
CREATE OR REPLACE TEMP TABLE release AS
SELECT
    document_no,
    released_at
FROM receipt
WHERE status = '800';
