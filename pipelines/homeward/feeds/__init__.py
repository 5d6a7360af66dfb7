"""Intake: from the bytes of a file to values that keep their contract, or a reason why not."""
