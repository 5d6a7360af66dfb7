"""The questions people often ask, from `sql/questions`: each with its prose, its parameters and its columns."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from homeward import resources
from homeward.yaml_text import read_yaml

FOLDER = "sql/questions"
_COMMENT = "-- "
Value = str | int | date | None


class Parameter(BaseModel):
    """What a question may be told. `default` null leaves it open: everything, or the most telling example."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["text", "integer", "day"]
    default: Value
    en: str
    zh: str


class Question(BaseModel):
    """A question: `en` and `zh` ask it, `about_*` say what a row of its answer is, `columns` are the answer's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    en: str
    zh: str
    about_en: str
    about_zh: str
    parameters: dict[str, Parameter] = {}
    columns: list[str]
    query: str

    def asked(self, lang: str) -> str:
        """The question itself in a language."""
        return self.zh if lang == "zh" else self.en

    def values(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """A value for each parameter: the one given, else its default."""
        defaults = {name: parameter.default for name, parameter in self.parameters.items()}
        return {**defaults, **{name: value for name, value in given.items() if value is not None}}


def parse(name: str, text: str) -> Question:
    """A question from the text of its file: YAML in the leading comment, then the statement. Raises ValueError."""
    lines = text.splitlines()
    header = lines[: _header_length(lines)]
    described = read_yaml("\n".join(line.removeprefix(_COMMENT) for line in header))
    return Question.model_validate({**described, "name": name, "query": text})


def _header_length(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if not line.startswith(_COMMENT)), len(lines))


@cache
def questions() -> dict[str, Question]:
    """Every question by its name, as it is typed: `ship-this-month`."""
    files = sorted(resources.path(FOLDER).glob("*.sql"))
    names = [file.stem.replace("_", "-") for file in files]
    return {name: parse(name, file.read_text(encoding="utf-8")) for name, file in zip(names, files, strict=True)}
