"""Every change of the report's wording shows in a diff of its golden files."""

import os
import re
from pathlib import Path

import pytest

from homeward.reporting.page import render_page
from reporting.handmade import night_of

GOLDEN = Path(__file__).parents[1] / "golden" / "report"


def normalised(page: str) -> str:
    """One element a line, without style, script and what depends on them."""
    bare = re.sub(r"<style>.*?</style>|<script>.*?</script>|'sha256-[^']*'", "", page, flags=re.DOTALL)
    lines = re.sub(r">\s*<", ">\n<", bare).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", ["usual", "first"])
def test_the_report_reads_as_agreed(kind: str, lang: str) -> None:
    path = GOLDEN / f"{kind}.{lang}.html"
    said = normalised(render_page(night_of(kind), lang))  # type: ignore[arg-type]
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8"), f"{path} differs; look, then write it anew with UPDATE_GOLDEN=1"
