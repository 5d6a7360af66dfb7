-- Whose lines a report may show; null is everyone's.
SET VARIABLE enterprise = $enterprise;
