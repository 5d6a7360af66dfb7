-- Mails whose process died while the server's answer was awaited.
UPDATE mail
SET
    state = 'uncertain',
    attempts = attempts + 1,
    server_words = 'the sending process ended before the server answered',
    changed_at = :at
WHERE state = 'sending'
RETURNING message_id;
