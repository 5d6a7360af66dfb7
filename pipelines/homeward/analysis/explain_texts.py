"""The words of `homeward explain` and `homeward rules`, in English or Chinese."""

import re
from functools import cache
from typing import Any

from homeward import resources
from homeward.yaml_text import read_yaml


@cache
def explain_texts(lang: str) -> dict[str, Any]:
    """The words of `reports/texts/explain.<lang>.yaml`, by topic."""
    texts: dict[str, Any] = read_yaml(resources.text(f"reports/texts/explain.{lang}.yaml"))
    return texts


def source_said(source: str, lang: str) -> str:
    """The name of a source as the language writes it: `GACC 2020 No. 44 art. 4` is 海关总署公告2020年第44号第4条."""
    for pattern, name in explain_texts(lang)["source_words"]:
        source = re.sub(pattern, name, source)
    return source
