"""What a report says of rules and verdicts since last night, against what that night had counted."""

import pytest

from homeward.reporting.charts import heat
from homeward.reporting.figures import BAR, enterprises_of, night_figures
from homeward.reporting.mail_tables import missed_rules, net_change
from homeward.reporting.texts import Texts
from reporting.handmade import usual


def _scopes(con):
    night_figures(con, 20_000)
    return (None, *enterprises_of(con))


def _now(figures):
    rules = {row["rule_id"] for row in figures.rules}
    lines = {
        rule: sum(row["lines_broken"] + row["lines_open"] for row in figures.rules if row["rule_id"] == rule)
        for rule in rules
    }
    return {rule: missed for rule, missed in lines.items() if missed}


def _kept(con, day, enterprise):
    kept = "SELECT rule_id, sum(lines)::INTEGER FROM rule_missed WHERE as_of = $day"
    scope = "AND ($enterprise IS NULL OR enterprise = $enterprise)"
    return dict(con.execute(f"{kept} {scope} GROUP BY ALL", {"day": day, "enterprise": enterprise}).fetchall())


def test_a_night_keeps_what_its_report_says_for_everyone_and_each_enterprise(con):
    for enterprise in _scopes(con):
        figures = night_figures(con, 20_000, enterprise)
        assert _now(figures) == _kept(con, figures.as_of, enterprise)
        assert figures.rules_before == _kept(con, figures.last_night["as_of"], enterprise)


def test_the_changes_of_the_rules_are_told_in_report_and_mail(figures):
    before = figures.rules_before
    _, rows = heat(figures)
    assert {row.rule_id: row.change for row in rows} == {
        row.rule_id: row.broken + row.open - before.get(row.rule_id, 0) for row in rows
    }
    assert any(row.change for row in rows), "the demo's second night changes some rule"


@pytest.mark.parametrize(
    ("before", "said"), [({"reason_permitted": 40}, "+2"), ({"reason_permitted": 42}, "±0"), ({}, "+42")]
)
def test_a_mail_says_how_many_more_lines_miss_a_rule(before, said):
    shown, _ = missed_rules(usual(rules_before=before), Texts("en"))
    assert [rule.change for rule in shown] == [said]


def test_the_first_night_has_no_night_to_compare_with(con):
    shown, _ = missed_rules(usual(last_night=None, rules_before={}), Texts("en"))
    assert [rule.change for rule in shown] == [""]
    _, rows = heat(night_figures(con, 20_000)._replace(last_night=None))
    assert {row.change for row in rows} == {None}


def test_the_changes_of_the_verdicts_are_those_of_open_lines(con):
    for enterprise in _scopes(con):
        figures = night_figures(con, 20_000, enterprise)
        open_before = sum(figures.open_before.values())
        changes = {verdict: net_change(figures, verdict) for verdict in BAR}
        assert sum(changes.values()) == figures.counts["open_lines"] - open_before
        assert figures.open_before == dict(
            con.execute(
                "SELECT verdict, sum(lines)::INTEGER FROM open_lines WHERE as_of = $day"
                " AND ($enterprise IS NULL OR enterprise = $enterprise) GROUP BY ALL",
                {"day": figures.last_night["as_of"], "enterprise": enterprise},
            ).fetchall()
        )


def test_what_lacks_evidence_and_what_only_awaits_are_all_that_need_evidence(con):
    for enterprise in _scopes(con):
        figures = night_figures(con, 20_000, enterprise)
        needing = figures.open_lines("needs_evidence")
        assert figures.counts["lacking"] + figures.counts["awaiting"] == needing


def test_the_night_keeps_its_open_lines_by_verdict(con, figures):
    kept = dict(
        con.execute(
            "SELECT verdict, sum(lines)::INTEGER FROM open_lines WHERE as_of = $day GROUP BY ALL",
            {"day": figures.as_of},
        ).fetchall()
    )
    assert kept == {verdict: row["lines"] for verdict, row in figures.verdicts.items()}
    assert figures.history[-1] == {"as_of": figures.as_of, **kept}
