-- One row per row of a file that said what was already held: nothing is kept of it but which row it repeats.
-- When the file of that row is taken back, the repeating row takes its place.
CREATE TABLE duplicate_row (
    file_id      INTEGER NOT NULL,
    row_no       INTEGER NOT NULL,
    held_file_id INTEGER NOT NULL,
    held_row_no  INTEGER NOT NULL
);
