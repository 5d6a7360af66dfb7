-- Who is no recipient any more gets nothing, not even what was owed.
UPDATE mail
SET state = 'superseded', server_words = 'no longer a recipient', changed_at = :at, message = NULL
WHERE
    state IN ('queued', 'deferred', 'uncertain', 'refused')
    AND lower(recipient) NOT IN (SELECT value FROM json_each(:recipients));
