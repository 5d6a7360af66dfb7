"""The eleven rules, one a file: outcome, the value compared, the limit."""
