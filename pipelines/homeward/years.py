"""The years in reach: what feeds, commands and settings may name."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
