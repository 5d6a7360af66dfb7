"""The workbench for rows that were not taken in: list, export to be corrected, dismiss."""
