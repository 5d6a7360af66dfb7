-- What the cells of refused rows were in their files.
CREATE OR REPLACE TEMP TABLE row_as_it_was AS
SELECT *
FROM made;
