-- The decisions of the last published night, before this night's take their place.
CREATE OR REPLACE TEMP TABLE eligibility_before AS
SELECT *
FROM eligibility;
