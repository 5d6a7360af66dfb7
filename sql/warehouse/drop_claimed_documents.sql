-- Its shares are decided.
DROP TABLE claimed_document;
