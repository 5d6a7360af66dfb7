-- One mail as it stands now.
SELECT message_id, as_of, recipient, subject, state, attempts, server_words, message
FROM mail
WHERE message_id = :message_id;
