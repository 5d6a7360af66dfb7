"""Every return line decided: terms, facts, rules, claims, verdict, route, tax relief."""

from datetime import date
from typing import NamedTuple

import narwhals.stable.v2 as nw
import polars as pl

from homeward.rulebook.claims import with_claims
from homeward.rulebook.facts import with_bans, with_law, with_monitoring, with_rest_days, with_value
from homeward.rulebook.law import Law
from homeward.rulebook.lists import LISTS, with_lists
from homeward.rulebook.registry import RELIEF, RULES
from homeward.rulebook.rules import identifiable
from homeward.rulebook.tables import Rows, Tables, in_memory, local
from homeward.rulebook.terms import KEYS, claimed_of, terms

# Not touched by the day on which the channel came into force. Source: rules.md, Rules are dated.
ALWAYS = ("original_found", "goods_match", "not_prohibited", "quantity_available")
_CLAIMS = "quantity_available"
ELIGIBILITY = [
    *KEYS, "document_no", "document_line_no", "channel", "supervision_mode", "applied_on", "released_on", "entered_on",
    "judged_on", "deadline", "days_left", "quantity", "value_cny", *RULES, "verdict", *LISTS, "route", "tax_relief",
    "relief_source", "tax_note", *RELIEF, "enterprise", "destination_country", "relief_deadline", "is_back", "is_open",
    "is_by_another_district",
]  # fmt: skip


class Decision(NamedTuple):
    """`eligibility`: columns of that name's view but as_of, run_id, rulebook, ship_by. `comparison`: of that name's."""

    eligibility: pl.DataFrame
    comparison: pl.DataFrame


def _with_facts(lines: Rows, tables: Tables, law: Law, as_of: date) -> Rows:
    """Each step reads its lines several times over: collected between them, what went before is done once."""
    lines = local(with_bans(lines, tables.bans, as_of))
    lines = local(with_monitoring(lines, tables.enterprises))
    lines = local(with_value(lines, tables.exchange_rates))
    return with_rest_days(with_law(lines, law), law, as_of)


def _dated(name: str) -> nw.Expr:
    outcome = RULES[name].result()
    return (outcome if name in ALWAYS else nw.when(nw.col("is_in_force")).then(outcome)).alias(name)


def _some(names: list[str], value: bool) -> nw.Expr:
    return nw.any_horizontal(
        *((nw.col(name) == nw.lit(value)).fill_null(value=False) for name in names), ignore_nulls=False
    )


def _any_null(names: list[str]) -> nw.Expr:
    return nw.any_horizontal(*(nw.col(name).is_null() for name in names), ignore_nulls=False)


def _verdict() -> nw.Expr:
    decided = nw.when(_any_null(list(RULES))).then(nw.lit("needs_evidence")).otherwise(nw.lit("eligible"))
    decided = nw.when(_some(list(RULES), value=False)).then(nw.lit("ineligible")).otherwise(decided)
    return nw.when(nw.col("is_withdrawn")).then(nw.lit("withdrawn")).otherwise(decided)


def _route() -> nw.Expr:
    others = [name for name in RULES if name not in ("channel_covered", "reason_permitted")]
    refused = nw.when(_some(others, value=False)).then(nw.lit("ask_customs")).otherwise(nw.lit("ordinary_return_4561"))
    banned = (~nw.col("not_prohibited")).fill_null(value=False)
    refused = nw.when(banned).then(nw.lit("none")).otherwise(refused)
    route = nw.when(nw.col("verdict") == "ineligible").then(refused).otherwise(nw.lit("ecommerce_return"))
    return nw.when(nw.col("verdict") != "withdrawn").then(route)


def _with_relief(lines: Rows) -> Rows:
    lines = lines.with_columns(rule.result().alias(name) for name, rule in RELIEF.items())
    relief = nw.when(_any_null(list(RELIEF))).then(nw.lit("needs_evidence")).otherwise(nw.lit("exempt"))
    relief = nw.when(_some(list(RELIEF), value=False)).then(nw.lit("not_exempt")).otherwise(relief)
    lines = lines.with_columns(tax_relief=relief)
    in_time = nw.col("within_one_year").fill_null(value=False) & nw.col("original_state").fill_null(value=False)
    noted = (nw.col("tax_relief") != "exempt") & nw.col("tariff_reason") & in_time
    return lines.with_columns(tax_note=nw.when(noted).then(nw.lit("tariff_law_39")))


def _with_verdicts(lines: Rows, as_of: date) -> Rows:
    lines = lines.with_columns(verdict=_verdict())
    awaited = nw.col("identifiable").is_null() & nw.col("is_in_force") & identifiable.is_awaited()
    closed = (nw.col("closed_on") <= nw.lit(as_of)).fill_null(value=False)
    back, out = (nw.col(name).str.slice(0, 2) for name in ("customs_code", "original_customs_code"))
    return lines.with_columns(
        route=_route(),
        identifiable_is_awaited=awaited,
        supervision_mode=nw.col("original_supervision_mode"),
        destination_country=nw.col("original_destination_country"),
        is_open=~nw.col("is_withdrawn") & ~closed,
        is_by_another_district=(back != out).fill_null(value=False),
    )


def _with_rules(lines: Rows) -> Rows:
    others = [name for name in RULES if name != _CLAIMS]
    lines = lines.with_columns(_dated(name) for name in others)
    lines = with_claims(lines.with_columns(another_rule_is_false=_some(others, value=False)))
    return lines.with_columns(_dated(_CLAIMS))


def decided_lines(tables: Tables, law: Law, as_of: date) -> pl.DataFrame:
    """Decide every return line for a day in China, with all that was read and found on the way.

    `tables`: as `claimed_of` gives them; further columns of `returns` come along. Gives the columns of `ELIGIBILITY`
    but its lists, which `with_lists` adds, those that `compared` reads, and `line_id`. Source: rules.md, wholly.
    """
    lines = local(terms(tables, law, as_of))
    lines = local(_with_rules(_with_facts(lines, tables, law, as_of)))
    decided = in_memory(_with_relief(_with_verdicts(lines, as_of)))
    left = (pl.col("deadline") - pl.lit(as_of)).dt.total_days().cast(pl.Int32)
    return decided.with_columns(days_left=pl.when(~pl.col("is_back")).then(left))


def compared() -> list[nw.Expr]:
    """For each rule the value compared and the limit it was held against, as text: `…_value`, `…_limit`."""
    return [
        column
        for name, rule in RULES.items()
        for column in (
            rule.value().cast(nw.String).alias(f"{name}_value"),
            rule.limit().cast(nw.String).alias(f"{name}_limit"),
        )
    ]


def decision(lines: pl.DataFrame) -> Decision:
    """What `decided_lines` gives, by key, as it is told."""
    lines = lines.sort(KEYS)
    comparison = nw.from_native(lines.lazy()).select(*KEYS, *compared())
    return Decision(with_lists(lines).select(ELIGIBILITY), in_memory(comparison))


def decide(tables: Tables, law: Law, as_of: date) -> Decision:
    """Decide every return line of tables of any backend for a day in China, by key. Source: rules.md, wholly."""
    return decision(decided_lines(claimed_of(tables), law, as_of))
