"""Which nights a mail is sent for."""

from typing import Literal

from homeward.reporting.figures import Figures

Policy = Literal["always", "on_change", "on_due"]


def is_sent(policy: Policy, figures: Figures) -> bool:
    """Whether the policy lets the mail about `figures` out; a suspicious or partial night is always told.

    `on_change`: a line changed since last night, or it is the first night. `on_due`: a line is due within seven days,
    must be shipped within seven, or is past its year and undecided.
    """
    if policy == "always" or figures.kind in ("suspicious", "partial"):
        return True
    if policy == "on_change":
        return figures.kind != "unchanged"
    return bool(figures.due_within_week or figures.to_ship or figures.overdue["lines"])
