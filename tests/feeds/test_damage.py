"""What spreadsheets do to cells is named, never repaired by guessing, in English and Chinese."""

import re
import string

import pytest
import yaml

from feed_rows import csv_text, declaration, returned
from feeds.conftest import DECLARATIONS, Inbox, with_cells
from homeward import resources
from homeward.feeds.intake_texts import check_text, check_texts
from homeward.years import FIRST_YEAR, LAST_YEAR

DAMAGES = [
    ("document_no", "5.30120E+17", "scientific_notation"),
    ("document_no", "5.3012E17", "scientific_notation"),
    ("document_no", "30120240000000001", "lost_leading_zero"),
    ("hs_code", "691200100", "lost_leading_zero"),
    ("hs_code", "6912001000.0", "decimal_tail"),
    ("line_no", "1.0", "decimal_tail"),
    ("supervision_mode", "9610.0", "decimal_tail"),
    ("customs_code", "301", "lost_leading_zero"),
    ("released_at", "45444", "serial_date"),
    ("released_at", "45444.4271", "serial_date"),
    ("declared_on", "45444", "serial_date"),
    ("declared_on", "06/01/2024", "unclear_date"),
    ("declared_on", "1.6.24", "unclear_date"),
    ("declared_on", "2024-02-30", "not_a_date"),
    ("declared_on", "0204-06-01", "year_out_of_reach"),
    ("declared_on", "20245-06-01", "year_out_of_reach"),
    ("declared_on", "9999-12-31", "year_out_of_reach"),
    ("released_at", "9999-12-31T23:59:59Z", "year_out_of_reach"),
    ("released_at", "1899/12/31 23:59", "year_out_of_reach"),
    ("declared_on", "9999-02-30", "not_a_date"),
    ("released_at", "2024-02-28 23:59:60", "not_a_date"),
    ("released_at", "2024-02-28T23:59:60Z", "not_a_date"),
    ("released_at", "20240229235960", "not_a_date"),
    ("released_at", "20240229235960000", "not_a_date"),
    ("released_at", "2024年2月28日 23:59:60", "not_a_date"),
    ("released_at", "2024-2/28 10:00:00", "not_a_date"),
    ("released_at", "2024022810:00:00", "not_a_date"),
    ("hs_code", "#N/A", "spreadsheet_error"),
    ("goods_name", "#REF!", "spreadsheet_error"),
    ("quantity", "#VALUE!", "spreadsheet_error"),
    ("quantity", "1.5E+03", "scientific_notation"),
    ("quantity", "ten", "not_a_number"),
    ("quantity", "0", "above_zero"),
    ("quantity", "-1", "above_zero"),
    ("quantity", "1.234567", "too_many_decimals"),
    ("quantity", "123456789012345", "too_large"),
    ("quantity", "1,20", "not_a_number"),
    ("unit_price", "-0.5", "not_negative"),
    ("line_no", "0", "line_number"),
    ("line_no", "1.5", "not_whole"),
    ("line_no", "3000000000", "line_number_too_large"),
    ("line_no", "-3000000000", "line_number"),
    ("document_no", "合计", "total_row"),
    ("document_no", "53012024X000000001", "document_form"),
    ("document_no", "530120240000000001", "document_form_for_type"),
    ("document_no", "53012024I000000001", "document_form_for_type"),
    ("document_type", "invoice", "unknown_choice"),
    ("currency", "dollars", "unknown_currency"),
    ("currency", "RMB", "unknown_currency"),
    ("currency", "999", "unknown_currency"),
    ("unit", "bag of", "unknown_unit"),
    ("enterprise_code", "91350100M000100Y44", "party_code"),
    ("enterprise_code", "123", "party_code"),
    ("enterprise_code", "٣٥٠١960ABC", "party_code"),
    ("document_no", "53012024E00000000٣", "document_form"),
    ("hs_code", "69120010AB", "hs_form"),
    ("hs_code", "٦٩١٢٠٠١٠٠٠", "hs_form"),
    ("destination_country", "12", "country_form"),
    ("goods_name", "", "required"),
    ("hs_code", "   ", "required"),
]


@pytest.mark.parametrize(("column", "cell", "check"), DAMAGES)
def test_a_damaged_cell_gets_its_own_message(inbox: Inbox, column: str, cell: str, check: str) -> None:
    taken = inbox.taken("export.csv", with_cells(declaration(), **{column: cell}))

    assert taken.checks == [(column, check)]
    assert taken.good.is_empty()
    [message] = taken.messages
    assert cell.strip() in message
    assert "{" not in message


@pytest.mark.parametrize(
    ("lang", "allowed"),
    [("en", "returns: applied, withdrawn"), ("zh", "returns：applied 已申请、withdrawn 已撤回")],
)
def test_values_that_are_allowed_are_named_by_feed_where_feeds_differ(lang: str, allowed: str) -> None:
    assert allowed in check_text("unknown_choice", "status", "gone", lang)
    assert "retail_list" in check_text("unknown_choice", "document_type", "gone", lang)
    assert "{choices}" in check_text("unknown_choice", "reason", "{choices}", lang)


def test_the_stored_message_names_the_values_that_are_allowed(inbox: Inbox) -> None:
    [message] = inbox.taken("returns.csv", csv_text([returned(reason="too small")])).messages
    assert message == check_text("unknown_choice", "reason", "too small")
    assert "buyer_return" in message


def test_every_message_is_there_in_english_and_chinese_with_the_same_places() -> None:
    english, chinese = (yaml.safe_load(resources.text(f"reports/texts/intake.{lang}.yaml")) for lang in ("en", "zh"))
    for kind in ("checks", "rejections"):
        assert english[kind].keys() == chinese[kind].keys()
        for code, text in english[kind].items():
            places = [
                {name for _, name, _, _ in string.Formatter().parse(t) if name} for t in (text, chinese[kind][code])
            ]
            assert places[0] == places[1], code


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_years_that_are_named_are_those_that_are_read(lang: str) -> None:
    said = check_texts(lang)["year_out_of_reach"]

    assert [int(year) for year in re.findall(r"\d{4}", said)] == [FIRST_YEAR, LAST_YEAR]


@pytest.mark.parametrize("cell", ["1,200", "1,5"])
@pytest.mark.parametrize("column", ["quantity", "line_no"])
def test_a_comma_in_a_semicolon_file_may_be_a_decimal_mark(inbox: Inbox, column: str, cell: str) -> None:
    taken = inbox.taken("export.csv", csv_text([declaration(**{column: cell})], ";"))

    assert taken.checks == [(column, "unclear_comma")]


def test_a_total_row_at_the_bottom_is_named(inbox: Inbox) -> None:
    width = DECLARATIONS.splitlines()[0].count(",")
    taken = inbox.taken("export.csv", DECLARATIONS + "合计" + "," * width + "\n")

    assert taken.good.height == 2
    assert taken.checks == [("document_no", "total_row")]


def test_a_total_row_with_its_word_in_the_key_and_its_sum_is_named(inbox: Inbox) -> None:
    rows = [returned(), dict.fromkeys(returned(), "") | {"return_no": "Total", "quantity": "2"}]
    taken = inbox.taken("returns.csv", csv_text(rows))

    assert taken.checks == [("return_no", "total_row")]


@pytest.mark.parametrize("goods_name", ["Sumsang phone", "Summer dress", "Totally white mug"])
def test_goods_whose_name_begins_like_a_total_are_goods(inbox: Inbox, goods_name: str) -> None:
    row = returned(goods_name=goods_name, applied_on="", unit="", quantity="none")
    taken = inbox.taken("returns.csv", csv_text([returned(line_no=2, goods_name=""), row]))

    assert sorted(taken.checks) == [("applied_on", "required"), ("quantity", "not_a_number"), ("unit", "required")]


@pytest.mark.parametrize("word", ["Total", "totals:", "Grand total: 2", "SUM", "Subtotal", "合计2", "总计：", "小计"])
def test_a_total_row_is_named_however_it_says_so(inbox: Inbox, word: str) -> None:
    rows = [returned(), dict.fromkeys(returned(), "") | {"return_no": word, "quantity": "2"}]

    assert inbox.taken("returns.csv", csv_text(rows)).checks == [("return_no", "total_row")]


def test_a_title_row_above_the_header_is_named(inbox: Inbox) -> None:
    taken = inbox.taken("export.csv", "2024年6月出口明细,,,\n" + DECLARATIONS)

    assert taken.rejection == "title_row"
    assert "2024年6月出口明细" in str(taken.reason)


def test_trailing_empty_columns_are_harmless(inbox: Inbox) -> None:
    text = "".join(f"{line},,,\n" for line in DECLARATIONS.splitlines())
    taken = inbox.taken("export.csv", text)

    assert (taken.checks, taken.good.height, taken.unknown) == ([], 2, ())


def test_empty_cells_at_the_end_of_some_rows_are_harmless(inbox: Inbox) -> None:
    header, first, second = DECLARATIONS.splitlines()
    taken = inbox.taken("export.csv", f"{header}\n{first},,\n{second}\n")

    assert (taken.checks, taken.good.height) == ([], 2)


def test_the_blanks_that_merged_cells_leave_are_named(inbox: Inbox) -> None:
    taken = inbox.taken("export.csv", csv_text([declaration(), declaration(document_no="", line_no=2)]))

    assert taken.checks == [("document_no", "merged_cell")]
    assert taken.good["line_no"].to_list() == [1]


@pytest.mark.parametrize("change", ["more", "fewer"])
def test_a_row_of_another_width_is_refused_alone(inbox: Inbox, change: str) -> None:
    header, first, second = DECLARATIONS.splitlines()
    second = second + ",x" if change == "more" else second.rsplit(",", 2)[0]
    taken = inbox.taken("export.csv", f"{header}\n{first}\n{second}\n")

    assert taken.good["line_no"].to_list() == [1]
    assert [check for _, check in taken.checks].count("ragged") == 1


def test_widths_that_make_up_for_each_other_are_noticed(inbox: Inbox) -> None:
    header, first, second = DECLARATIONS.splitlines()
    third = second.replace(",2,", ",3,", 1)
    text = f"{header}\n{first},\n{second.rsplit(',', 1)[0]}\n{third}\n"
    taken = inbox.taken("export.csv", text)

    assert taken.good["line_no"].to_list() == [1, 3]
    assert ("document_no", "ragged") in taken.checks


def test_every_failed_check_of_a_row_is_named_at_once(inbox: Inbox) -> None:
    taken = inbox.taken("export.csv", with_cells(declaration(), hs_code="691200100", quantity="0", unit=""))

    assert sorted(taken.checks) == [("hs_code", "lost_leading_zero"), ("quantity", "above_zero"), ("unit", "required")]


def test_a_cell_cannot_write_into_its_own_message(inbox: Inbox) -> None:
    taken = inbox.taken("export.csv", with_cells(declaration(), quantity="{column}{value}"))

    assert taken.messages[0].startswith("{column}{value} is not a number. quantity takes")


def test_likelihood_is_no_matter_of_form(inbox: Inbox) -> None:
    taken = inbox.taken("returns.csv", with_cells(returned(), applied_on="2099-01-01", entered_on="2001-01-01"))

    assert taken.checks == []


def test_bad_rows_of_an_update_that_names_no_enterprise_have_its_number_as_key(inbox: Inbox) -> None:
    rows = [{"return_no": "R1", "line_no": n, "closed_on": "soon"} for n in (1, 2)]
    taken = inbox.taken("update.csv", csv_text(rows))

    assert taken.checks == [("closed_on", "not_a_date")] * 2
    assert taken.bad["key"].to_list() == ["R1/1", "R1/2"]
