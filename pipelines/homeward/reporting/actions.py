"""What to do about a line that is still expected, in a few words."""

from homeward.reporting.figures import Figures
from homeward.reporting.texts import Texts
from homeward.warehouse.records import Row

_CURES_SHOWN = 2


def missing(row: Row) -> list[str]:
    """Rules that are open for want of evidence, not only for the goods' arrival."""
    return [rule_id for rule_id in row["open_rules"] if rule_id not in row["awaited_rules"]]


def _follows(rule: Row, row: Row) -> bool:
    """Whether a rule that is open is so only because the original, or its channel, is not known."""
    if rule["rests_on"] == "original_found":
        return not row["has_original"]
    return rule["rests_on"] == "channel_covered" and row["channel"] is None


def cures(row: Row, figures: Figures, texts: Texts) -> str:
    """What supplies the first of what a line lacks, by the law in force on the night's day; empty where it lacks none.

    What follows from another rule is decided with that one, and needs nothing of its own.
    """
    lacking = [rule for rule in figures.rulebook if rule["rule_id"] in missing(row) and not _follows(rule, row)]
    names = ("cure_quarantined", "cure") if row["is_in_quarantine"] else ("cure",)
    said = [next(filter(None, (rule[f"{name}_{texts.lang}"] for name in names)), None) for rule in lacking]
    return texts("space").join(cure for cure in said[:_CURES_SHOWN] if cure)


def _shipment(row: Row) -> str:
    """What becomes of the shipment, a key of the texts: on its way, planned too late, or to be booked."""
    if row["entered_on"] is not None:
        return "planned_late" if row["days_late"] > 0 else "in_transit"
    return "book_late" if row["days_to_ship"] is not None and row["days_to_ship"] < 0 else "book"


def actions(row: Row, figures: Figures, texts: Texts) -> list[str]:
    """What to do: enter the goods where their year has passed; else supply what is missing, and see to the shipment.

    Where something is missing, the shipment is told of only if it cannot wait. None ends in a full stop: others may
    follow. Source: the report's brief.
    """
    if row["days_left"] < 0:
        return [texts("action.past_its_year")]
    shipment, lacking = _shipment(row), cures(row, figures, texts).rstrip("。.")
    if lacking and shipment in ("book", "in_transit"):
        return [lacking]
    said = texts(f"action.{shipment}", n=row["days_late"] or 0)
    return [lacking, said] if lacking else [said]


def action(row: Row, figures: Figures, texts: Texts) -> str:
    """The same in one text."""
    return " · ".join(actions(row, figures, texts))
