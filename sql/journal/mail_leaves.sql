-- The last byte of a mail is about to leave: from here until the server's answer its fate is unknown.
UPDATE mail
SET state = 'sending', changed_at = :at
WHERE message_id = :message_id;
