-- Another content for the same day and recipient takes the place of what has not left yet.
UPDATE mail
SET state = 'superseded', changed_at = :at, message = NULL
WHERE
    as_of = :as_of
    AND recipient = :recipient
    AND message_id <> :message_id
    AND state IN ('queued', 'deferred', 'uncertain');
