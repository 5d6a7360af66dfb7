-- What does not fit in memory spills beside the copies, never beside the warehouse.
SET temp_directory = '{{ spill | replace("'", "''") }}';
