-- The touched rows under the name by which rows that lose their key go to quarantine.
CREATE OR REPLACE TEMP VIEW staged AS
SELECT *
FROM touched;
