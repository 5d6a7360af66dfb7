"""What report, mail, workbook and `homeward explain` say alike: plurals, and stored words in the reader's language."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from homeward import resources
from homeward.yaml_text import read_yaml

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ARTICLE = re.compile(r"(?<=第)\d+(?=条)")
_DIGITS, _UNITS = "零一二三四五六七八九", ("", "十", "百", "千")


@cache
def shared_texts(lang: str) -> dict[str, Any]:
    """The words of `reports/texts/shared.<lang>.yaml`, by topic."""
    texts: dict[str, Any] = read_yaml(resources.text(f"reports/texts/shared.{lang}.yaml"))
    return texts


def said(text: str | dict[str, str], /, **values: Any) -> str:
    """A text with its places filled; `n` chooses between its `one` and `other`, and is written as a count."""
    chosen = text if isinstance(text, str) else text["one" if values["n"] == 1 else "other"]
    if isinstance(values.get("n"), int):
        values["n"] = f"{values['n']:,}"
    return chosen.format(**values)


def _rewritten(text: str, words: list[list[str]]) -> str:
    for pattern, name in words:
        text = re.sub(pattern, name, text)
    return text


def chinese_number(number: int) -> str:
    """203 is 二百零三: how Chinese law numbers its articles, from 1 to 9,999."""
    digits = [int(digit) for digit in str(number)]
    units = reversed(_UNITS[: len(digits)])
    parts = [_DIGITS[digit] + (unit if digit else "") for digit, unit in zip(digits, units, strict=True)]
    written = re.sub("零+", "零", "".join(parts)).rstrip("零")
    return written.removeprefix("一") if 10 <= number < 20 else written


def source_said(source: str, lang: str) -> str:
    """The name of a source as the language writes it: `GACC 2020 No. 44 art. 4` is 海关总署公告2020年第44号第四条."""
    written = _rewritten(source, shared_texts(lang)["source_words"])
    return _ARTICLE.sub(lambda found: chinese_number(int(found.group())), written) if lang == "zh" else written


def cause_said(cause: Mapping[str, str | None], lang: str) -> str:
    """A stored cause of a change (`cause`, `detail`) as the language says it: `clock` is 期限."""
    texts = shared_texts(lang)
    name = str(texts["cause"][cause["cause"]])
    detail = _rewritten(cause["detail"] or "", texts["cause_words"])
    if cause["cause"] == "law":
        detail = source_said(detail, lang)
    return f"{name}{texts['colon']}{detail}" if detail else name


def causes_said(causes: list[dict[str, str | None]] | None, lang: str) -> str:
    """All causes of a change."""
    return str(shared_texts(lang)["semicolon"]).join(cause_said(cause, lang) for cause in causes or [])


def language_of(text: str) -> str:
    """The language that a quoted text is in, as HTML names it."""
    return "zh-CN" if _CHINESE.search(text) else "en"
