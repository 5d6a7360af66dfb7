"""The two languages say the same things: keys, places and plurals agree."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import homeward
from homeward import resources

CATALOGUES = sorted(
    {re.sub(r"\.?(en|zh)\.yaml$", "", path.name) for path in resources.path("reports/texts").glob("*.yaml")}
)


def leaves(texts: Any, path: str = "") -> dict[str, set[str]]:
    """By dotted key, the places of its text."""
    if isinstance(texts, dict):
        return {key: places for name, part in texts.items() for key, places in leaves(part, f"{path}.{name}").items()}
    if path == ".source_words":
        # Pairs that turn English citations into Chinese ones: English needs none.
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
    texts = [str(value) for name in CATALOGUES for value in _values(catalogue(name, "zh"))]
    chinese = re.compile(r"[\u4e00-\u9fff][,;:?!](?![\w/])")
    assert [text for text in texts if chinese.search(text)] == []


def _values(texts: Any) -> list[str]:
    if isinstance(texts, dict):
        return [value for part in texts.values() for value in _values(part)]
    return [str(texts)]
