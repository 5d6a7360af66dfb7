-- The shipped bans, which no file brought.
INSERT INTO prohibited_goods BY NAME
SELECT *
FROM shipped_bans;
