"""The catalogue of texts: the same files a language, keyed alike, with plurals."""

from functools import cache
from typing import Any

from homeward import resources
from homeward.reporting.numbers import Lang
from homeward.wording import said, shared_texts
from homeward.yaml_text import read_yaml


@cache
def _catalogue(lang: str) -> dict[str, Any]:
    texts = dict(shared_texts(lang))
    for name in (lang, f"mail.{lang}", f"workbook.{lang}"):
        texts |= read_yaml(resources.text(f"reports/texts/{name}.yaml"))
    return texts


class Texts:
    """Sentences of one language by dotted key."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        # A long table asks for the same few words on every row.
        self._found: dict[str, Any] = {}
        self._days_left: dict[int | None, str] = {}

    def __call__(self, key: str, **values: Any) -> str:
        """The text of `key` with its places filled; `n` chooses between one and other, and is written as a count.

        Raises KeyError where the catalogue lacks the key or a value.
        """
        return said(self.entry(key), **values)

    def entry(self, key: str) -> Any:
        """What stands under a dotted key: a text, or its plurals."""
        if key not in self._found:
            found: Any = _catalogue(self.lang)
            for part in key.split("."):
                found = found[part]
            self._found[key] = found
        return self._found[key]

    def days_left(self, days: int | None) -> str:
        """Today, 6 days, 50 days over."""
        if days not in self._days_left:
            self._days_left[days] = self._said(days)
        return self._days_left[days]

    def _said(self, days: int | None) -> str:
        if days is None:
            return "–"
        if days == 0:
            return self("days.today")
        return self("days.left", n=days) if days > 0 else self("days.over", n=-days)
