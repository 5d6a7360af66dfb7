"""Where a night's report lies: its folder's name for an enterprise, its file's for a language."""

import re

from homeward.reporting.numbers import Lang


def folder_of(enterprise: str) -> str:
    """The name of an enterprise's folder: its code, of which the contract allows letters and digits only."""
    return re.sub(r"[^0-9A-Za-z]", "_", enterprise)


def page_names(lang: str) -> dict[Lang, str]:
    """Which file holds the report in which language."""
    if lang == "both":
        return {"en": "index.html", "zh": "index.zh.html"}
    return {"zh" if lang == "zh" else "en": "index.html"}
