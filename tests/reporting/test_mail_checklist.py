"""The checklist of the mail: every box is tested on the message as it arrived after a real SMTP hop."""

import re
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html

from homeward.reporting.figures import night_figures
from homeward.reporting.mails import write_mails
from reporting.mail_fixtures import BASE_URL, arrived, mails, settings
from reporting.mailbox import ALL_EN, ALL_ZH, ONE, TWO, attachments, part

__all__ = ["arrived", "mails", "settings"]
EVERYONE = pytest.mark.parametrize("who", [ALL_EN, ALL_ZH, ONE, TWO])
LANGUAGE = {ALL_EN: "en", ALL_ZH: "zh-CN", ONE: "zh-CN", TWO: "en"}
WHITE, PAGE = "#ffffff", "#f3f5f7"


def tree(message):
    return lxml_html.document_fromstring(part(message, "html"))


def rendered(message) -> str:
    """The HTML without what is only for Word."""
    return re.sub(r"<!--.*?-->", "", part(message, "html"), flags=re.DOTALL)


def styles(message) -> list[str]:
    return [element.get("style") for element in tree(message).iter() if element.get("style")]


def styled(message) -> list[tuple[lxml_html.HtmlElement, dict[str, str]]]:
    """Every element, with the declarations of its style."""
    return [
        (
            element,
            {
                name.strip(): value.strip()
                for name, _, value in (
                    one.partition(":") for one in (element.get("style") or "").split(";") if one.strip()
                )
            },
        )
        for element in tree(message).iter("*")
    ]


def declarations(message) -> list[tuple[str, str, str]]:
    """Tag, property and value of every inline declaration."""
    return [(element.tag, name, value) for element, style in styled(message) for name, value in style.items()]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@EVERYONE
def test_sizes_stay_within_what_clients_show(arrived, who):
    markup = part(arrived.message(who), "html").encode()
    assert len(markup) < 60_000
    assert len(markup) * 1.37 < 100_000
    assert sum(map(len, re.findall(rb"<style>.*?</style>", markup, re.DOTALL))) < 16_000
    assert len(arrived.taken[who]) < 10_000_000
    assert max(map(len, arrived.taken[who].split(b"\r\n"))) <= 998


@EVERYONE
def test_text_and_html_are_alternatives_before_the_attachments(arrived, who):
    message = arrived.message(who)
    assert message.get_content_type() == "multipart/mixed"
    alternative, *others = message.iter_parts()
    assert alternative.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in alternative.iter_parts()] == ["text/plain", "text/html"]
    assert {one.get_content_disposition() for one in others} == {"attachment"}


@EVERYONE
def test_doctype_language_and_charset(arrived, who):
    message = arrived.message(who)
    markup = part(message, "html")
    assert markup.lower().startswith("<!doctype html>")
    assert "charset" in markup[:1024].lower()
    page = tree(message)
    wrapper = page.find(".//div[@role='article']")
    assert page.get("lang") == wrapper.get("lang") == LANGUAGE[who]
    assert message["Content-Language"] == LANGUAGE[who]


@EVERYONE
def test_only_elements_that_every_client_shows(arrived, who):
    forbidden = [
        "script",
        "form",
        "iframe",
        "svg",
        "link",
        "object",
        "video",
        "base",
        "input",
        "details",
        "picture",
        "img",
    ]
    assert [element.tag for element in tree(arrived.message(who)).iter() if element.tag in forbidden] == []


@EVERYONE
def test_nothing_is_fetched_and_no_new_css_is_used(arrived, who):
    markup = rendered(arrived.message(who))
    for word in ("@import", "url(", "@font-face", "data:", "src=", "var(", "calc(", "gradient"):
        assert word not in markup, word
    css = " ".join(styles(arrived.message(who)))
    for word in ("flex", "grid", "rem;", "rgb", "position", "float", "box-shadow", "opacity"):
        assert word not in css, word


@EVERYONE
def test_spacing_and_colours_that_word_understands(arrived, who):
    for tag, name, value in declarations(arrived.message(who)):
        assert not (name.startswith("padding") and tag not in ("td", "th")), (tag, name, value)
        assert not (name.startswith("margin") and re.search(r"auto|-\d", value)), (tag, name, value)
        assert "!important" not in value
        if "color" in name:
            assert re.fullmatch(r"#[0-9a-f]{6}", value), (tag, name, value)


def depth(table) -> int:
    return sum(one.tag == "table" for one in table.iterancestors()) + 1


@EVERYONE
def test_tables_are_either_layout_or_data(arrived, who):
    for table in tree(arrived.message(who)).iter("table"):
        own = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        assert [table.get(name) for name in ("cellpadding", "cellspacing", "border")] == ["0", "0", "0"]
        assert [cell for cell in own if cell.get("colspan") or cell.get("rowspan")] == []
        assert depth(table) <= 7
        heads = [cell.get("scope") for cell in own if cell.tag == "th"]
        if table.get("role") == "presentation":
            assert heads == []
        else:
            assert table.get("aria-label")
            assert {"col", "row"} == set(heads)


@EVERYONE
def test_one_first_heading_then_second_ones(arrived, who):
    headings = [element.tag for element in tree(arrived.message(who)).iter("h1", "h2", "h3", "h4")]
    assert headings[0] == "h1"
    assert set(headings[1:]) == {"h2"}


@EVERYONE
def test_word_is_held_to_640_pixels(arrived, who):
    markup = part(arrived.message(who), "html")
    assert "max-width:640px" in markup.replace(": ", ":")
    assert '<!--[if mso]><table role="presentation" width="640"' in markup
    assert "<o:PixelsPerInch>96</o:PixelsPerInch>" in markup
    assert markup.count("<!--[if mso]>") == markup.count("<![endif]-->")


@EVERYONE
def test_text_is_large_and_dark_enough(arrived, who):
    for element, style in styled(arrived.message(who)):
        words = "".join(element.itertext()).replace("\xa0", "").strip()
        if "font-size" in style and words:
            assert int(style["font-size"].removesuffix("px")) >= 12, (element.tag, words)
        if "color" in style and "bl" not in (element.get("class") or ""):
            assert contrast(style["color"], WHITE) >= 4.5, style["color"]
            assert contrast(style["color"], PAGE) >= 4.5, style["color"]
        if "background-color" in style and re.search(r"\bb[EPNQ]\b", element.get("class") or ""):
            assert contrast(style["background-color"], WHITE) >= 3, style["background-color"]
        if "bl" in (element.get("class") or "").split():
            assert contrast(style["color"], "#1b4b8f") >= 4.5


@EVERYONE
def test_dark_mode_is_provided_for(arrived, who):
    page = tree(arrived.message(who))
    assert page.find(".//meta[@name='color-scheme']").get("content") == "light dark"
    style = page.find(".//head/style").text
    dark = style[style.index("prefers-color-scheme") :]
    for colour in re.findall(r"[{ ]color: (#[0-9a-f]{6})", dark):
        assert contrast(colour, "#161a20") >= 4.5, colour


@EVERYONE
def test_links_have_words_and_lead_out_safely(arrived, who):
    for link in tree(arrived.message(who)).iter("a"):
        assert link.text_content().strip()
        assert link.get("href").startswith(("https://", "mailto:"))


def test_the_link_leads_to_the_reports_of_the_readers_scope(arrived):
    where = {who: next(a.get("href") for a in tree(arrived.message(who)).iter("a")) for who in (ALL_EN, ONE, TWO)}
    assert where[ALL_EN] == f"{BASE_URL}/2026-11-23/index.html"
    assert where[ONE] == f"{BASE_URL}/2026-11-23/91330108MA20PFCL0K/index.html"
    # There is no page of two enterprises together; what is attached is theirs.
    assert where[TWO].startswith("mailto:")


@EVERYONE
def test_the_preheader_opens_the_text_part(arrived, who):
    message = arrived.message(who)
    hidden = tree(message).find(".//body/div").text_content()
    preheader = re.sub(r"[\u034f\u200c\xa0]+$", "", hidden).strip()
    assert 30 <= len(preheader) <= 90
    assert part(message, "plain").splitlines()[0] == preheader


@EVERYONE
def test_the_text_part_says_the_headline_and_the_link(arrived, who):
    message = arrived.message(who)
    page, text = tree(message), part(message, "plain")
    assert page.find(".//h1").text_content() in text
    for link in page.iter("a"):
        assert link.get("href").removeprefix("mailto:").partition("?")[0] in text


@EVERYONE
def test_the_headers_of_a_machines_mail(arrived, who):
    message = arrived.message(who)
    assert message["To"] == who
    assert message.get_all("To") == [who]
    assert message["Bcc"] is None
    assert message["Cc"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    suppressed = {word.strip() for word in message["X-Auto-Response-Suppress"].split(",")}
    assert suppressed == {"DR", "RN", "NRN", "OOF", "AutoReply"}
    assert re.fullmatch(r".*<[^<> ]+\.example\.com>", message["List-ID"])
    assert unquote(message["List-Unsubscribe"]).startswith("<mailto:homeward@example.com?subject=")
    assert message["List-Unsubscribe-Post"] is None
    assert parsedate_to_datetime(message["Date"]).utcoffset().total_seconds() == 8 * 3600
    assert message["Importance"] is None


@EVERYONE
def test_the_subject_is_short_and_dated(arrived, who):
    subject = arrived.message(who)["Subject"]
    assert len(subject) <= 50
    assert "\n" not in subject
    assert ("11-23" if LANGUAGE[who] == "zh-CN" else "23 Nov") in subject


@EVERYONE
def test_attachments_are_of_kinds_that_gateways_pass(arrived, who):
    names = attachments(arrived.message(who))
    assert [name.rpartition(".")[2] for name in names] == ["zip", "xlsx"]
    assert all(name.isascii() for name in names)
    assert all(name in part(arrived.message(who), "plain") for name in names)


@EVERYONE
def test_nothing_is_left_unrendered(arrived, who):
    message = arrived.message(who)
    for text in (part(message, "plain"), tree(message).text_content(), message["Subject"]):
        for word in ("{{", "}}", "{n}", "None", "nan", "NaT", "Undefined"):
            assert word not in text, word


@EVERYONE
def test_no_clock_but_hours_and_minutes(arrived, who):
    """A second run of the same night must make the same mail: no seconds, no durations."""
    for subtype in ("plain", "html"):
        assert re.findall(r"\d:\d\d:\d\d", part(arrived.message(who), subtype)) == []


def test_the_message_id_stays_and_tells_readers_apart(arrived, con, settings, tmp_path):
    write_mails(con, tmp_path, settings)
    for who in (ALL_EN, ALL_ZH, ONE, TWO):
        again = message_from_bytes((tmp_path / "mail" / f"{who}.eml").read_bytes(), policy=policy.default)
        assert again["Message-ID"] == arrived.message(who)["Message-ID"]
    assert len({arrived.message(who)["Message-ID"] for who in (ALL_EN, ALL_ZH, ONE, TWO)}) == 4


def test_the_counts_agree_with_each_other_and_with_the_warehouse(arrived, con, settings):
    figures = night_figures(con, settings.embed_lines_max)
    message = arrived.message(ALL_EN)
    text = part(message, "plain")
    week_1 = int(re.search(r"^1=(\d+) ", text, re.MULTILINE)[1])
    headline = tree(message).find(".//h1").text_content()
    due = text.partition("== Due within")[2].partition("== ")[0]
    listed = len(re.findall(r"^\[", due, re.MULTILINE))
    more = re.search(r"^(\d+) more in the full report", due, re.MULTILINE)
    assert week_1 == len(figures.due_within_week) == listed + (int(more[1]) if more else 0)
    assert (headline.startswith(f"{week_1} ") and message["Subject"].startswith(f"{week_1} ")) or week_1 == 0
    verdicts = con.execute("SELECT verdict, count(*) FROM eligibility WHERE is_open GROUP BY ALL").fetchall()
    for verdict, lines in verdicts:
        name = {"eligible": "Eligible", "needs_evidence": "Needs evidence", "ineligible": "Ineligible"}[verdict]
        assert re.search(rf"^{name}: {lines:,}\b", text, re.MULTILINE)
    read, *placed = (
        int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", text.partition("== Data\n")[2])[:5]
    )
    assert read == sum(placed)
