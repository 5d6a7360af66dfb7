"""The reports of a published night."""
