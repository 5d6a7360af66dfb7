-- What became of one attempt. The message is kept only while it may be sent again.
UPDATE mail
SET
    state = :state,
    server_words = :server_words,
    attempts = attempts + 1,
    changed_at = :at,
    message = CASE WHEN :state = 'sent' THEN NULL ELSE message END
WHERE message_id = :message_id;
