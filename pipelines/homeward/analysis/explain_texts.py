"""The words of `homeward explain` and `homeward rules`, in English or Chinese."""

from functools import cache
from typing import Any

from homeward import resources
from homeward.wording import shared_texts
from homeward.yaml_text import read_yaml


@cache
def explain_texts(lang: str) -> dict[str, Any]:
    """The words of `reports/texts/explain.<lang>.yaml`, by topic, and those that are shared."""
    texts: dict[str, Any] = read_yaml(resources.text(f"reports/texts/explain.{lang}.yaml"))
    return shared_texts(lang) | texts
