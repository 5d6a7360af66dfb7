"""The guide that Homeward starts from, sentence by sentence, with the rules, views and screens that show each."""

import yaml
from pydantic import BaseModel, ConfigDict

from homeward import resources


class Answer(BaseModel):
    """A sentence of the guide and what shows it; `screens` are commands and files of the nightly reports."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: str
    how_en: str
    how_zh: str
    rules: tuple[str, ...]
    views: tuple[str, ...]
    screens: tuple[str, ...]


def guide_answers() -> list[Answer]:
    """The sentences of `data/reference/guide.yaml`, in the guide's order."""
    told = yaml.safe_load(resources.text("data/reference/guide.yaml"))
    return [Answer.model_validate(entry) for entry in told["sentences"]]
