-- What each rule compared, and with what limit.
INSERT INTO comparison BY NAME
SELECT *
FROM read_parquet($parts)
ORDER BY enterprise_code, return_no, line_no;
