"""A warehouse that was published and is not there: a night begins anew, from the inbox alone."""

from homeward.journal import Journal
from homeward.warehouse.generations import kept_generations
from homeward.warehouse.layout import Layout


def is_gone(layout: Layout, journal: Journal | None) -> bool:
    """Whether nights were published here, as journal or kept nights tell, and the warehouse is not there."""
    if layout.published.exists():
        return False
    was_published = journal is not None and any(night.outcome == "published" for night in journal.nights_since(""))
    return was_published or bool(kept_generations(layout))


def gone(layout: Layout) -> str:
    """What is to be said of a warehouse that is gone, and done."""
    return (
        f"{layout.published}: the warehouse is not there, though nights were published. See that its disk is mounted; "
        "`homeward nights` lists the kept nights and `homeward restore NIGHT` takes one. `homeward run` begins anew, "
        "from what lies in the inbox alone."
    )
