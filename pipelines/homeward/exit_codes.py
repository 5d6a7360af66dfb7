"""What a command tells the shell that called it. Source: contract.md, exit codes."""

PUBLISHED = 0
WITH_PROBLEMS = 1
WRONG_CALL = 2
NIGHT_FAILED = 3
ANOTHER_NIGHT = 4
# A report could not be made, or a mail not sent.
WITHOUT_REPORT = 5
