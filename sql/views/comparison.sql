-- One row per return line: for each rule the value compared and the limit it was held against, as text. The texts are the
-- rules' own, in their order: each rule's `value` and `limit`, written as SQL.
CREATE OR REPLACE VIEW comparison AS
{{ query }};
