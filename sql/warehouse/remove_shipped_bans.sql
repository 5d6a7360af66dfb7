-- The shipped bans go before the merge and come back after it, as the law in use has them.
DELETE FROM prohibited_goods
WHERE file_id IS NULL;
