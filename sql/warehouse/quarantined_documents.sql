-- Documents of which a row still lies in quarantine.
SELECT DISTINCT document_no
FROM quarantine
WHERE feed = 'declarations' AND status = 'open' AND document_no IS NOT NULL;
