"""What to do about a line that is still expected, in a few words."""

from homeward.reporting.figures import Figures
from homeward.reporting.scope import Row
from homeward.reporting.texts import Texts


def cures(figures: Figures, rule_ids: list[str], texts: Texts) -> str:
    """The cures of rules, from the law in force on the night's day."""
    by_rule = {rule["rule_id"]: rule[f"cure_{texts.lang}"] for rule in figures.rulebook}
    return " ".join(by_rule[rule_id] for rule_id in rule_ids if by_rule.get(rule_id))


def missing(row: Row) -> list[str]:
    """Rules that are open for want of evidence, not only for the goods' arrival."""
    return [rule_id for rule_id in row["open_rules"] if rule_id not in row["awaited_rules"]]


def action(row: Row, figures: Figures, texts: Texts) -> str:
    """What to do: the missing document by name, else the shipment, else its arrival. Source: the report's brief."""
    if lacking := missing(row):
        return texts("action.add", cures=cures(figures, lacking[:2], texts))
    if row["entered_on"] is not None:
        return texts("action.in_transit")
    return texts("action.book_late" if row["days_to_ship"] is not None and row["days_to_ship"] < 0 else "action.book")
