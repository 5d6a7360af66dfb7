"""Figures are proved against each other before anything is written."""


class TotalsMismatch(Exception):
    """Two figures that must be equal are not; the message names both."""


def check_totals(verdicts: dict[str, int], return_lines: int) -> None:
    """Raise TotalsMismatch unless the verdicts add up to the return lines."""
    total = sum(verdicts.values())
    if total != return_lines:
        raise TotalsMismatch(f"the verdicts add up to {total}, but there are {return_lines} return lines")
