-- Mails to try now, oldest first; those of unknown fate, and those refused, only when asked for.
SELECT message_id, as_of, recipient, subject, state, attempts, server_words, message
FROM mail
WHERE
    state IN ('queued', 'deferred')
    OR (state = 'uncertain' AND :with_uncertain)
    OR (state = 'refused' AND :with_refused)
ORDER BY as_of, queued_at, recipient;
