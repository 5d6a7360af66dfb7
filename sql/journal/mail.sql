-- One mail as it stands now.
SELECT message_id, run_id, as_of, recipient, subject, state, attempts, server_words, queued_at, message
FROM mail
WHERE message_id = :message_id;
