-- A commit is on the disk, and the directory too, before it counts: what was sent stays known after a power loss.
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = EXTRA;
PRAGMA secure_delete = ON;
PRAGMA busy_timeout = 30000;
