"""The words of `homeward explain` and `homeward rules`, in English or Chinese."""

from functools import cache
from typing import Any

import yaml

from homeward import resources


@cache
def explain_texts(lang: str) -> dict[str, Any]:
    """The words of `reports/texts/explain.<lang>.yaml`, by topic."""
    texts: dict[str, Any] = yaml.safe_load(resources.text(f"reports/texts/explain.{lang}.yaml"))
    return texts
