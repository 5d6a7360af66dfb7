"""Where a list stops it says how many more there are; counts are of all, and names are everyone's."""

import pytest
from lxml import html

from feed_rows import ENTERPRISE, OTHER_SELLER, SELLER, declaration, returned
from homeward.reporting import figures as figures_module
from homeward.reporting.embedded import embedded_lists
from homeward.reporting.figures import night_figures, published_figures
from homeward.reporting.mail_page import html_body, text_body
from homeward.reporting.mail_view import MailFacts, mail_view
from homeward.reporting.page import render_page
from homeward.reporting.texts import Texts
from nights.conftest import House
from reporting.handmade import REFUSED, night_of, usual

CLOSED_SELLER = "91350100M000300Y4J"
FACTS = MailFacts("homeward@example.com", "https://reports.example.com/2026-11-22/index.html")
NAMES = {SELLER: "多线企业", OTHER_SELLER: "到期企业", CLOSED_SELLER: "结案企业"}


def three_sellers(house: House) -> None:
    """One with three lines due much later, one with a line due within seven days, one whose only line is closed."""
    house.deliver(
        "reference/enterprises.csv", [ENTERPRISE | {"enterprise_code": c, "name": n} for c, n in NAMES.items()]
    )
    late = declaration(document_no="53012025E000000002", released_at="2025-05-01 10:00:00", declared_on="2025-05-01")
    due = declaration(enterprise_code=OTHER_SELLER)
    closed = declaration(document_no="53012024E000000003", enterprise_code=CLOSED_SELLER)
    house.deliver("declarations.csv", [late, due, closed])
    lines = [
        *(
            returned(return_no=f"R{n}", document_no=late["document_no"], applied_on="2025-05-20", quantity=1)
            for n in range(3)
        ),
        returned(return_no="R7", enterprise_code=OTHER_SELLER, quantity=1),
        returned(
            return_no="R8", enterprise_code=CLOSED_SELLER, document_no=closed["document_no"], closed_on="2024-10-01"
        ),
    ]
    house.deliver("returns.csv", lines)


def notes(page: str) -> list[str]:
    return [note.text_content() for note in html.fromstring(page).xpath("//p[@class='note']")]


def test_a_seller_with_a_line_due_this_week_stands_before_those_with_more_lines(house: House) -> None:
    three_sellers(house)
    house.night("2025-05-27")
    with published_figures(house.warehouse) as con:
        found = night_figures(con, 1000)
    assert [(row["enterprise"], row["lines"]) for row in found.enterprises] == [(OTHER_SELLER, 1), (SELLER, 3)]


def test_the_filter_names_every_seller_even_one_without_open_lines(house: House) -> None:
    three_sellers(house)
    house.night("2025-05-27")
    with published_figures(house.warehouse) as con:
        found = night_figures(con, 1000)
    held = embedded_lists(found, Texts("en"))
    assert dict(zip(held["codes"], held["enterprises"], strict=True)) == NAMES


@pytest.mark.parametrize(
    ("lang", "said", "more"),
    [
        ("en", "4 changed lines, the largest first", '3 more: homeward sql "FROM v_night_changes" has them all.'),
        ("zh", "4 条变化，货值大者在前", '另有 3 条，可用 homeward sql "FROM v_night_changes" 查询全部。'),
    ],
)
def test_the_fold_of_changes_counts_all_and_says_where_the_rest_is(
    house: House, monkeypatch: pytest.MonkeyPatch, lang: str, said: str, more: str
) -> None:
    monkeypatch.setattr(figures_module, "ROWS_SHOWN", 1)
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    house.deliver("declarations.csv", [declaration()])
    house.night("2024-10-01")
    house.deliver("returns.csv", [returned(return_no=f"R{number}", quantity=1) for number in range(4)])
    house.night("2024-10-02")
    with published_figures(house.warehouse) as con:
        found = night_figures(con, 1000)
        ((held,),) = con.sql("SELECT count(*) FROM v_night_changes").fetchall()
    assert (len(found.changes), found.changed, held) == (1, 4, 4)
    page = render_page(found, lang)
    fold = html.fromstring(page).xpath("//section[@id='changes']/details")[0]
    assert fold.findtext("summary") == said
    assert more in notes(page)


def test_a_table_of_sellers_stops_and_counts_them_all() -> None:
    one = usual().enterprises[0]
    many = usual(enterprises=[one | {"enterprise": f"E{number}"} for number in range(612)])
    many = many._replace(night=many.night | {"started_at": many.night["finished_at"]})
    tree = html.fromstring(page := render_page(many, "en"))
    assert len(tree.xpath("//section[@id='enterprises']//tbody/tr")) == 500
    assert tree.xpath("string(//nav//a[@href='#enterprises']/span[2])") == "612"
    assert any(note.startswith("112 more: each has a report of its own") for note in notes(page))
    assert "606 more enterprises: see the full report." in text_body(
        "mail", mail_view(many, Texts("en"), FACTS), Texts("en")
    )


@pytest.mark.parametrize(
    ("lang", "files", "rules"),
    [
        (
            "en",
            "3 more files not taken in: see the full report and the workbook.",
            "2 more rules: see the full report.",
        ),
        ("zh", "另有 3 个文件未接收，见完整报告与工作簿。", "另有 2 条规则，见完整报告。"),
    ],
)
def test_a_mail_says_how_many_files_and_rules_it_does_not_name(lang: str, files: str, rules: str) -> None:
    base = night_of("partial")
    law, missed = base.rulebook[0], base.rules[0]
    seven = [f"rule_{number}" for number in range(7)]
    night = base._replace(
        files=[REFUSED | {"path": f"stock-{number}.csv"} for number in range(8)],
        rulebook=[law | {"rule_id": rule_id} for rule_id in seven],
        rules=[missed | {"rule_id": rule_id} for rule_id in seven],
    )
    texts = Texts(lang)
    view = mail_view(night, texts, FACTS)
    for body in (text_body("mail", view, texts), html_body("mail", view, texts)):
        assert body.count("stock-") == 5
        assert files in body
        assert rules in body
