"""The rulebook: every flag of rules.md, one rule a file, over data that says what holds from which day."""
