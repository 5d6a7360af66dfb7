-- A mail waits to be sent. One already known stays as it is, unless it was given up without an answer: then it waits
-- anew. One that was refused waits for a person's word.
INSERT INTO mail (message_id, run_id, as_of, recipient, subject, state, queued_at, changed_at, message)
VALUES (:message_id, :run_id, :as_of, :recipient, :subject, 'queued', :at, :at, :message)
ON CONFLICT (message_id) DO UPDATE
SET
    run_id = excluded.run_id,
    state = 'queued',
    server_words = NULL,
    queued_at = excluded.queued_at,
    changed_at = excluded.changed_at,
    message = excluded.message
WHERE mail.state IN ('superseded', 'expired');
