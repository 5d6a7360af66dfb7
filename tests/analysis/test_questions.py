"""The cookbook: every question runs on the demo's warehouse, and answers in the shape it promises."""

import re
from pathlib import Path

import duckdb
import openpyxl
import pytest

from demo_nights import homeward
from feed_rows import ENTERPRISE, OTHER_SELLER, SELLER, declaration, returned
from homeward import resources
from homeward.analysis.query import locked
from homeward.analysis.questions import Question, questions
from nights.conftest import House

# Nothing of the kind happens between the demo's two nights; tests of their own follow below.
QUIET_IN_THE_DEMO = {"lost-since-last-night"}
NAMES = sorted(questions())


def ask(con: duckdb.DuckDBPyConnection, name: str, **given: object) -> list[dict[str, object]]:
    question = questions()[name]
    found = con.execute(question.query, question.values(given))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("name", NAMES)
def test_every_question_answers_in_the_shape_it_promises(name: str, published: Path) -> None:
    question = questions()[name]
    with locked(published) as con:
        found = con.execute(question.query, question.values({}))
        columns = [column[0] for column in found.description]
        rows = found.fetchall()
    assert columns == question.columns
    assert bool(rows) == (name not in QUIET_IN_THE_DEMO)
    assert len(set(map(str, rows))) == len(rows), "the same row twice"


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_asked_and_explained_in_both_languages(name: str) -> None:
    question = questions()[name]
    texts = [(question.en, question.zh), (question.about_en, question.about_zh)]
    texts += [(parameter.en, parameter.zh) for parameter in question.parameters.values()]
    for english, chinese in texts:
        assert english.isascii()
        assert re.search("[\u4e00-\u9fff]", chinese)
    assert question.en.endswith("?")
    assert question.zh.endswith("？")


@pytest.mark.parametrize("name", NAMES)
def test_a_question_uses_each_of_its_parameters_and_no_other(name: str) -> None:
    question = questions()[name]
    statement = "\n".join(line for line in question.query.splitlines() if not line.startswith("--"))
    assert set(re.findall(r"\$(\w+)", statement)) == set(question.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_an_answer_does_not_hang_on_chance(name: str, published: Path) -> None:
    question = questions()[name]
    with locked(published) as con:
        first, again = (con.execute(question.query, question.values({})).fetchall() for _ in range(2))
    assert first == again


def by_enterprise() -> list[str]:
    return [name for name, question in questions().items() if "enterprise" in question.parameters]


@pytest.mark.parametrize("name", by_enterprise())
def test_one_enterprise_sees_its_own_rows_alone(name: str, published: Path) -> None:
    with locked(published) as con:
        everything = ask(con, name)
        theirs = everything[0].get("enterprise") or con.sql("SELECT min(enterprise) FROM eligibility").fetchall()[0][0]
        own = ask(con, name, enterprise=theirs)
        nobody = ask(con, name, enterprise="NOBODY")
    if "enterprise" in questions()[name].columns:
        assert own == [row for row in everything if row["enterprise"] == theirs]
    assert own
    assert nobody == []


def test_there_are_questions_enough() -> None:
    assert len(NAMES) >= 20


def test_a_question_file_holds_one_statement() -> None:
    for file in resources.path("sql/questions").glob("*.sql"):
        assert len(duckdb.connect().extract_statements(file.read_text(encoding="utf-8"))) == 1, file


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("night"))
    house.deliver_usual()
    house.deliver(
        "more-returns.csv",
        [
            returned(return_no="R2", quantity=7, entered_on="2024-09-20"),
            returned(return_no="R3", quantity=9, applied_on="2024-09-03"),
            returned(return_no="R4", mark="", quantity=1, entered_on="2024-09-21"),
            returned(return_no="R5", document_no="53012024E000000009", quantity=1),
        ],
    )
    house.night("2024-10-01")
    return house


@pytest.fixture
def night(prepared: House, tmp_path: Path) -> House:
    """An export line of ten, three claims on it, and goods that bear no mark."""
    return prepared.copy_to(tmp_path / "house")


def answers(house: House, name: str, **given: object) -> list[dict[str, object]]:
    with locked(house.warehouse) as con:
        return ask(con, name, **given)


def test_the_ledger_takes_what_is_back_first(night: House) -> None:
    rows = answers(night, "ledger", document="53012024E000000001", line=1)
    assert [row["return_no"] for row in rows] == ["R2", "R4", "R1", "R3"]
    assert rows[0]["quantity_left_before"] == 10
    assert [row["return_no"] for row in answers(night, "over-claimed")] == ["R3"]
    assert answers(night, "ledger", document="53012024E000000009") == []


def test_goods_without_their_mark_are_found(night: House) -> None:
    [row] = answers(night, "with-mark")
    assert (row["return_no"], row["mark_declared"], row["mark_read"]) == ("R4", "M-1", None)


def test_a_document_nobody_has_sent_is_named(night: House) -> None:
    [row] = answers(night, "originals-not-held")
    assert (row["document_no"], row["lines"]) == ("53012024E000000009", 1)


def test_what_the_clock_took_since_last_night_is_lost_by_the_clock(house: House) -> None:
    house.deliver_usual()
    house.night("2025-05-30")
    assert answers(house, "missed-deadlines") == []
    [due] = answers(house, "deadline-calendar")
    assert due["lines"] == 1

    house.night("2025-06-03")

    [lost] = answers(house, "lost-since-last-night")
    assert (lost["return_no"], lost["verdict_to"], lost["open_to"]) == ("R1", "needs_evidence", ["within_one_year"])
    assert {(row["verdict_from"], row["lines"]) for row in answers(house, "changes-by-cause")} == {("eligible", 1)}
    [missed] = answers(house, "missed-deadlines")
    assert missed["days_over"] == 2
    assert [row["as_of"].isoformat() for row in answers(house, "line-history", **{"return": "R1"})][-1] == "2025-06-03"


def test_evidence_that_only_follows_is_worth_nothing(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    [worth] = answers(house, "evidence-worth")
    assert (worth["rule_id"], worth["lines"]) == ("original_found", 1)


def test_a_rule_that_others_only_follow_is_alone_in_keeping_a_line_open(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("returns.csv", [returned(), returned(line_no="2", shipment="")])
    house.night("2024-10-01")
    worth = {row["rule_id"]: (row["lines"], row["lines_freed"]) for row in answers(house, "evidence-worth")}
    assert worth == {"original_found": (2, 1), "shipment_permitted": (1, 0)}
    [line] = answers(house, "evidence-lines")
    assert (line["line_no"], line["rule_id"]) == (1, "original_found")


def test_what_is_worth_nothing_known_is_not_worth_nothing(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration(currency="ZAR")])
    house.deliver("returns.csv", [returned(mark="M-2"), returned(line_no="2", shipment="")])
    house.night("2024-10-01")
    for name, column in (
        ("evidence-worth", "value_freed_cny"),
        ("brokers", "value_ineligible_cny"),
    ):
        [row] = answers(house, name)
        assert row[column] is None
    [refused] = answers(house, "refused-most", at_least=1)
    assert (refused["ineligible"], refused["value_ineligible_cny"]) == (1, None)


def test_a_document_of_which_a_row_waits_is_no_document_that_is_not_held(night: House) -> None:
    night.deliver("more.csv", [declaration(line_no="2", quantity="some")])
    night.deliver("unknown.csv", [returned(return_no="R6", document_no="53012024E000000008")])
    night.night("2024-10-02")
    open_on = {no for (no,) in night.ask("SELECT document_no FROM v_open_evidence WHERE rule_id = 'original_found'")}
    assert {"53012024E000000001", "53012024E000000008"} <= open_on
    listed = {row["document_no"] for row in answers(night, "originals-not-held")}
    assert "53012024E000000008" in listed
    assert "53012024E000000001" not in listed


def test_the_six_months_of_a_zone_are_not_known_to_end(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    zone = {"document_no": "53012024E000000002", "supervision_mode": "1210", "zone_flow": "parcel"}
    house.deliver("declarations.csv", [declaration(), declaration(**zone)])
    house.deliver("returns.csv", [returned(), returned(return_no="R2", document_no="53012024E000000002")])
    house.night("2024-11-20")
    ending = {(row["stage"], row["document_no"]) for row in answers(house, "relief-ends-soon")}
    assert ending == {("not applied yet", "53012024E000000001"), ("applied", "53012024E000000001")}


def test_a_source_that_others_wait_for_decides_nothing(house: House) -> None:
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("returns.csv", [returned()])
    house.night("2024-10-01")
    assert [(row["rule_id"], row["lines_open"]) for row in answers(house, "unsure-law")] == [("original_found", 1)]


def test_both_texts_of_an_advice_are_of_one_row(night: House) -> None:
    night.deliver("waits.csv", [declaration(document_no="53012024E000000009", quantity="some")])
    night.deliver("unknown.csv", [returned(return_no="R6", document_no="53012024E000000008")])
    night.night("2024-10-02")
    told = night.ask("SELECT DISTINCT advice_en, advice_zh FROM v_open_evidence WHERE rule_id = 'original_found'")
    [worth] = [row for row in answers(night, "evidence-worth") if row["rule_id"] == "original_found"]
    assert len(told) == 2
    assert (worth["advice_en"], worth["advice_zh"]) in told


def test_one_enterprise_sees_how_its_own_rules_developed(night: House) -> None:
    night.deliver("other.csv", [returned(return_no="R6", enterprise_code=OTHER_SELLER, shipment="")])
    night.night("2024-10-02")

    def missed(**given: object) -> dict[object, object]:
        return {row["rule_id"]: row["lines"] for row in answers(night, "rules-by-night", **given)[:11] if row["lines"]}

    assert missed(enterprise=SELLER) == {"identifiable": 1, "original_found": 1, "quantity_available": 1}
    assert missed()["shipment_permitted"] == missed(enterprise=OTHER_SELLER)["shipment_permitted"] == 1
    assert answers(night, "rules-by-night", enterprise="NOBODY") == []
    [row] = answers(night, "rules-by-night", enterprise=OTHER_SELLER, rule="shipment_permitted")[:1]
    assert (row["title_en"], row["title_zh"]) == ("Shipped singly or in bulk", "单独或批量运回")


def test_either_code_of_an_enterprise_names_its_nights_before_both_were_known_too(house: House) -> None:
    customs_code = "3501960A12"
    house.deliver("returns.csv", [returned(enterprise_code=customs_code, shipment="")])
    house.night("2024-10-01")
    house.deliver("reference/enterprises.csv", [{**ENTERPRISE, "other_code": customs_code}])
    house.night("2024-10-02")
    told = [answers(house, "rules-by-night", enterprise=code) for code in (SELLER, customs_code)]
    assert told[0] == told[1]
    missed = [(row["as_of"].day, row["lines"]) for row in told[0] if row["rule_id"] == "shipment_permitted"]
    assert missed == [(2, 1), (1, 1)]
    assert set(house.ask("SELECT enterprise FROM rule_missed")) == {(customs_code,), (SELLER,)}


def test_an_amended_line_shows_its_versions_and_files(house: House) -> None:
    house.deliver_usual()
    house.night("2024-10-01")
    house.deliver("corrected.csv", [declaration(quantity=8)])
    house.night("2024-10-02")
    first, second = answers(house, "amendments", document="53012024E000000001")
    assert (first["quantity"], first["is_current"], first["superseded_by_path"]) == (10, False, "corrected.csv")
    assert (second["quantity"], second["is_current"], second["path"]) == (8, True, "corrected.csv")


def test_a_question_that_is_none_is_named_with_the_nearest(tmp_path: Path) -> None:
    told = homeward("ask", "leger", folder=tmp_path)
    assert told.returncode == 2
    assert "no question 'leger'; did you mean ledger?" in told.stderr
    assert "did you mean" not in homeward("ask", "weather", folder=tmp_path).stderr


def test_the_command_lists_explains_and_asks(demo: Path, tmp_path: Path) -> None:
    listed = homeward("ask", folder=demo)
    assert [line.split()[0] for line in listed.stdout.splitlines() if line] == NAMES
    assert "本月" in homeward("ask", "--lang", "zh", folder=demo).stdout

    told = homeward("ask", "ship-this-month", "--help", folder=demo).stdout
    assert "--days" in told
    assert "ship_by" in told

    soon = homeward("ask", "ship-this-month", "--days", "3", folder=demo)
    later = homeward("ask", "ship-this-month", folder=demo)
    assert 1 < len(soon.stdout.splitlines()) < len(later.stdout.splitlines())

    target = tmp_path / "refused.xlsx"
    assert homeward("ask", "refused-most", "--out", target, folder=demo).returncode == 0
    header = next(openpyxl.load_workbook(target)["rows"].iter_rows(values_only=True))
    assert list(header) == questions()["refused-most"].columns


def test_a_wrong_call_is_said(demo: Path) -> None:
    for arguments in (["no-such-question"], ["ledger", "--line", "one"], ["ledger", "--colour", "red"]):
        done = homeward("ask", *arguments, folder=demo)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr


def test_the_sql_of_a_question_can_be_taken_further(demo: Path) -> None:
    shown = homeward("ask", "reasons", "--show-sql", folder=demo).stdout
    again = homeward("sql", folder=demo, given=shown).stdout
    assert again == homeward("ask", "reasons", folder=demo).stdout


def test_a_question_is_what_its_header_says() -> None:
    assert isinstance(questions()["ledger"], Question)
    assert questions()["ledger"].values({"line": None}) == {"document": None, "line": None}
    assert questions()["ship-this-month"].values({"days": 3}) == {"days": 3, "enterprise": None}
