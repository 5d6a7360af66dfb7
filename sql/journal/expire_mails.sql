-- Mails too old to be worth sending are given up.
UPDATE mail
SET state = 'expired', changed_at = :at, message = NULL
WHERE state IN ('queued', 'deferred', 'uncertain', 'refused') AND queued_at < :before
RETURNING message_id;
