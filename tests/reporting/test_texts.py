"""The two languages say the same things: keys, places and plurals agree."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import homeward
from homeward import resources
from homeward.analysis.questions import questions
from homeward.rulebook.law import load_law
from homeward.wording import cause_said, chinese_number, language_of, said, source_said

CATALOGUES = sorted(
    {re.sub(r"\.?(en|zh)\.yaml$", "", path.name) for path in resources.path("reports/texts").glob("*.yaml")}
)

# Pairs that turn stored English into Chinese.
STORED_WORDS = {"source_words", "cause_words"}


def leaves(texts: Any, path: str = "") -> dict[str, set[str]]:
    """By dotted key, the places of its text."""
    if isinstance(texts, dict):
        return {key: places for name, part in texts.items() for key, places in leaves(part, f"{path}.{name}").items()}
    if path.removeprefix(".") in STORED_WORDS:
        # English needs none.
        return {path: set()}
    if isinstance(texts, list):
        return {key: places for at, part in enumerate(texts) for key, places in leaves(part, f"{path}.{at}").items()}
    return {path: set(re.findall(r"\{(\w+)", str(texts)))}


def catalogue(name: str, lang: str) -> Any:
    path = Path(f"reports/texts/{name}.{lang}.yaml" if name else f"reports/texts/{lang}.yaml")
    return yaml.safe_load(resources.text(str(path)))


@pytest.mark.parametrize("name", CATALOGUES)
def test_keys_places_and_plurals_agree(name: str) -> None:
    english, chinese = leaves(catalogue(name, "en")), leaves(catalogue(name, "zh"))
    assert english.keys() == chinese.keys()
    assert {key: places for key, places in english.items() if places != chinese[key]} == {}


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plurals_have_both_forms(name: str, lang: str) -> None:
    keys = set(leaves(catalogue(name, lang)))
    assert {key for key in keys if key.endswith(".one")} == {
        re.sub(r"\.other$", ".one", key) for key in keys if key.endswith(".other")
    } - ({".reason.one"} if ".reason.other" in keys else set())


def half_width_in_chinese(text: str) -> list[str]:
    """Half-width marks that stand at a Chinese character, or at a place that may be filled with one."""
    filled = re.sub(r"\{[^{}]*\}", "字", text)
    return re.findall(r"[一-龥」》”][ ]?[,;:?!()]|[,;:?!()][ ]?[一-龥「《“]|[一-龥]\.(?: |$)", filled)


def chinese_texts() -> list[str]:
    named = [catalogue(name, "zh") for name in CATALOGUES]
    # What is rewritten is English.
    said = [
        value for texts in named for key, part in texts.items() if key not in STORED_WORDS for value in _values(part)
    ]
    law = [
        text
        for rule in load_law().rules.values()
        for entry in rule.entries
        for text in (entry.title_zh, entry.cure_zh, entry.cure_broken_zh, entry.cure_quarantined_zh)
    ]
    return [text for text in (*said, *law) if text]


@cache
def words_of_the_program() -> frozenset[str]:
    """Every word of the code, of its templates, its SQL and its data: the names by which texts are asked for."""
    endings = {".py", ".j2", ".js", ".sql", ".yaml", ".csv"}
    folders = (Path(homeward.__file__).parent, *map(resources.path, ("reports", "sql", "data/reference")))
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in endings]
    texts = [path.read_text(encoding="utf-8") for path in files if path.parent != resources.path("reports/texts")]
    return frozenset(re.findall(r"\w+", "\n".join(texts)))


def is_asked_for(name: str) -> bool:
    """A name stands somewhere, whole or as the beginning or end to which the code adds: `glossary_`, `_none`."""
    parts = name.split("_")
    beginnings = {"_".join(parts[:at]) + "_" for at in range(1, len(parts))}
    ends = {"_" + "_".join(parts[at:]) for at in range(1, len(parts))}
    return not words_of_the_program().isdisjoint({name} | beginnings | ends)


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_text_is_asked_for(name: str) -> None:
    """By its last name at least: a text whose name stands nowhere is nobody's."""
    names = {path: re.sub(r"\.(one|other|\d+)$", "", path).split(".")[-1] for path in leaves(catalogue(name, "en"))}
    unused = [path for path, last in names.items() if not all(map(is_asked_for, re.findall(r"\w+", last)))]
    assert unused == []


def test_chinese_uses_full_width_punctuation() -> None:
    assert [text for text in chinese_texts() if half_width_in_chinese(text)] == []


@pytest.mark.parametrize("text", ["日期 (试点)", "结束: {day}", "数据日期 {day}. 结论", "{a}, {b}", "一; 二"])
def test_half_width_marks_are_noticed(text: str) -> None:
    assert half_width_in_chinese(text)


# Two words for one thing are two things to a reader. Each line: what is said, and what is not said beside it.
ONE_WORD = [
    ("基准日", "数据日期|批次日"),
    ("以海关认定为准", "以海关审核为准"),
    ("质量", "品质"),
    ("待到货", "待货到|待到港"),
    ("不符合", "违反"),
    ("较上一夜", "昨夜|昨晚|上一晚|与上一夜相比"),
    ("缺证据", "缺少单证"),
    ("跨境电商退货渠道", "跨境电商退运"),
    ("进境", "回境|到港"),
]


def chinese_of_questions() -> list[str]:
    return [text for question in questions().values() for text in (question.zh, question.about_zh)]


@pytest.mark.parametrize(("word", "others"), ONE_WORD)
def test_chinese_has_one_word_for_one_thing(word: str, others: str) -> None:
    assert any(word in text for text in chinese_texts())
    assert [text for text in chinese_texts() + chinese_of_questions() if re.search(others, text)] == []


def test_last_night_is_the_night_before_and_nothing_else() -> None:
    """`contract.md`: an earlier day's night. The one that a mail tells of is this night."""
    told = catalogue("mail", "en")["mail"]
    said_of_this_night = [told["rows_read"]["one"], told["lead"]["suspicious"], told["failure"]["headline"]]
    assert all("his night" in text and "ast night" not in text for text in said_of_this_night)


def test_the_four_outcomes_of_a_rule_are_told_alike_in_report_and_explanation() -> None:
    report, explained = catalogue("", "zh")["report"], catalogue("explain", "zh")["outcome"]
    four = ("kept", "broken", "open", "awaited")
    assert {outcome: explained[outcome] for outcome in four} == {outcome: report[outcome] for outcome in four}
    assert len(set(explained.values())) == len(explained)


# Of a thing that is counted: "1 lines", "2 line", "1 open return lines", "1 need evidence".
MISCOUNTED = re.compile(
    r"(?<![\d.,])(?:"
    r"1 (?:[a-z-]+ ){0,2}(?:lines|days|rows|files|nights|claims|enterprises|duplicates|reports|columns|weeks|months)"
    r"|1 (?:only )?(?:need|lack|await|wait|pass|lose|change)"
    r"|[02] (?:[a-z-]+ )?(?:line|day|row|file|night|claim|enterprise)"
    r")\b"
)
# Never one or two: a night is slow from a minute on, an archive suspicious from a hundred times its size on, and two
# nights are the fewest that show what is usual. What is no count: a feed, a share.
GIVEN = {"seconds": 90, "times": 100, "nights": 7, "feed": "returns", "share": 0.5}


def told(text: Any, number: int) -> str:
    """A text of a catalogue as it reads where every number in it is `number`."""
    places = re.findall(r"\{(\w+)", str(text))
    return said(text, **(dict.fromkeys([*places, "n"], number) | GIVEN))


def counting_texts(texts: Any) -> list[Any]:
    """Texts with places, and pairs of plurals."""
    if isinstance(texts, dict) and texts.keys() != {"one", "other"}:
        return [text for part in texts.values() for text in counting_texts(part)]
    if isinstance(texts, list):
        return [text for part in texts for text in counting_texts(part)]
    return [texts] if "{" in str(texts) else []


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("name", CATALOGUES)
def test_english_counts_one_as_one_and_others_as_many(name: str, number: int) -> None:
    sentences = [told(text, number) for text in counting_texts(catalogue(name, "en"))]
    assert [sentence for sentence in sentences if MISCOUNTED.search(sentence)] == []


@pytest.mark.parametrize("sentence", ["1 lines", "1 open return lines", "(1 days past)", "1 need evidence", "2 row"])
def test_a_miscounted_sentence_is_noticed(sentence: str) -> None:
    assert MISCOUNTED.search(sentence)


STORED_CAUSES = [
    ("clock", "one year ended on 2026-11-28", "期限：一年期限于 2026-11-28 届满"),
    ("clock", "the rest days after 2026-11-28 ended", "期限：2026-11-28 之后的休息日已过"),
    ("clock", "the day of entry 2026-11-28 came", "期限：进境日 2026-11-28 已到"),
    ("clock", "the monitoring record ended on 2026-11-28", "期限：监控体系记录于 2026-11-28 终止"),
    ("law", "ban 4403 (GACC 2020 No. 44) ended on 2026-11-28", "法规：禁令 4403（海关总署公告2020年第44号）于 2026-11-28 终止"),  # noqa: E501
    (
        "law",
        "district_permitted: GACC 2026 No. 24 (number as reported), from 2026-04-01",
        "法规：海关总署公告2026年第24号（文号据报道），自 2026-04-01 起",
    ),
    ("data", "returns: new line from a.csv", "数据：新增退货行，见文件 a.csv"),
    ("data", "returns: the line was taken back", "数据：退货行已撤销"),
    ("data", "returns.reason from a.csv", "数据：退货的 reason 列，见文件 a.csv"),
    ("data", "returns.reason from a delivery taken back", "数据：退货的 reason 列，因文件已撤销"),
    ("data", "returns.reason", "数据：退货的 reason 列"),
    ("data", "declarations: document 2991 from a.csv", "数据：原单证 2991 已收到，见文件 a.csv"),
    ("data", "declarations: a.csv was taken back", "数据：出口申报文件 a.csv 已撤销"),
    ("data", "receipts: r.csv was taken back", "数据：放行回执文件 r.csv 已撤销"),
    ("data", "enterprises: reference/e.csv was taken back", "数据：企业信息文件 reference/e.csv 已撤销"),
    ("data", "enterprises", "数据：企业信息有变"),
    ("data", "prohibited_goods: reference/b.csv was taken back", "数据：禁止货物文件 reference/b.csv 已撤销"),
    ("data", "prohibited_goods", "数据：禁止货物文件已撤销"),
    ("data", "receipts", "数据：放行回执文件已撤销"),
    ("data", "quarantine: row 3 of a.csv was closed", "数据：a.csv 第 3 行的隔离已解除"),
    ("data", "receipts.released_at of 2991 from a.csv", "数据：单证 2991 的放行回执，见文件 a.csv"),
    ("data", "enterprises.monitoring_from 2026-01-01 of X from a.csv", "数据：企业 X 自 2026-01-01 起的监控体系记录，见文件 a.csv"),  # noqa: E501
    ("data", "enterprises.monitoring_from of X from a.csv", "数据：企业 X 的记录（未填监控体系起始日），见文件 a.csv"),
    ("data", "prohibited_goods.4403 from a.csv", "数据：禁止货物 4403，见文件 a.csv"),
    ("claim", "RT1 / 2", "其他退货：RT1 / 2"),
    ("code", "0.1.0 → 0.2.0", "程序版本：0.1.0 → 0.2.0"),
    ("rulebook", "2a54 → 3b65", "规则数据：2a54 → 3b65"),
]  # fmt: skip


@pytest.mark.parametrize(("cause", "detail", "chinese"), STORED_CAUSES)
def test_why_a_line_changed_is_told_in_the_readers_language(cause: str, detail: str, chinese: str) -> None:
    assert cause_said({"cause": cause, "detail": detail}, "zh") == chinese
    assert cause_said({"cause": cause, "detail": detail}, "en").endswith(f": {detail}")


def test_every_source_of_the_law_has_a_chinese_name() -> None:
    law = load_law()
    sources = {entry.source for rule in law.rules.values() for entry in rule.entries}
    sources |= {window.source for rule in law.rules.values() for window in rule.windows}
    sources |= {entry.source for entry in law.tariff}
    names = {source_said(source, "zh").replace("Homeward", "") for source in sources}
    assert {name for name in names if re.search("[A-Za-z]", name)} == set()


NUMBERS = {1: "一", 10: "十", 15: "十五", 39: "三十九", 110: "一百一十", 200: "二百", 203: "二百零三"}


@pytest.mark.parametrize(("number", "chinese"), NUMBERS.items())
def test_chinese_law_numbers_its_articles_in_characters(number: int, chinese: str) -> None:
    assert chinese_number(number) == chinese


def test_articles_are_named_alike_one_and_several() -> None:
    assert source_said("Foreign Trade Law art. 15-17", "zh") == "《对外贸易法》第十五条至第十七条"
    assert source_said("GACC 2020 No. 44 art. 4", "zh") == "海关总署公告2020年第44号第四条"


def test_the_counts_of_intake_have_one_name_each_in_mail_report_and_workbook() -> None:
    names = ("accepted", "amended", "duplicate", "quarantined")
    report, columns = catalogue("", "zh")["report"], catalogue("workbook", "zh")["workbook"]["column"]
    assert {name: columns[f"rows_{name}"] for name in names} == {name: report[name] for name in names}
    for text in (report["rows_equation"], catalogue("mail", "zh")["mail"]["rows_read"]["other"]):
        assert [name for name in names if f"{report[name]} {{{name}}}" not in text] == []


def test_quoted_words_are_marked_with_their_own_language() -> None:
    assert language_of("退货原因") == "zh-CN"
    assert language_of("only applicable for return of goods (the guide)") == "en"


def _values(texts: Any) -> list[str]:
    if isinstance(texts, dict):
        return [value for part in texts.values() for value in _values(part)]
    return [str(texts)]
