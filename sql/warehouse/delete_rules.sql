-- The rulebook of the night before.
DELETE FROM rule;
