-- A connection for a user's own queries: no other file, no other place, and no way back. The order matters.
SET temp_directory = '{{ spill | replace("'", "''") }}';
SET python_enable_replacements = false;
SET enable_external_access = false;
SET lock_configuration = true;
