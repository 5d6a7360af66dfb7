-- Done with.
DROP TABLE replaced;
