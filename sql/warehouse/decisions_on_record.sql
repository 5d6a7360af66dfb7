-- Decisions that lie at this place or before it are on record; those of the night follow.
SELECT coalesce(max(rowid), -1) AS on_record
FROM decision;
