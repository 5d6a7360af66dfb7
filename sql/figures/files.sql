-- Every file of the night and where its rows went.
SELECT
    accounts.*,
    load.reason
FROM v_accounting AS accounts
INNER JOIN load_file AS load ON load.file_id = accounts.file_id
WHERE load.run_id = (SELECT max(run_id) FROM run)
ORDER BY accounts.file_id;
