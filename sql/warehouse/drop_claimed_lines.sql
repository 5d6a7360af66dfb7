-- Every share is decided.
DROP TABLE claimed_line;
DROP TABLE held_document;
