-- What each rule compared, and with what limit.
INSERT INTO comparison BY NAME
SELECT *
FROM compared
ORDER BY enterprise_code, return_no, line_no;
