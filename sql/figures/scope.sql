-- Whose lines a report may show, a list of enterprises; null is everyone's.
SET VARIABLE enterprise = $enterprise;
