-- Mails in one state, oldest first, without their text.
SELECT message_id, as_of, recipient, subject, state, attempts, server_words, NULL
FROM mail
WHERE state = :state
ORDER BY as_of, queued_at, recipient;
