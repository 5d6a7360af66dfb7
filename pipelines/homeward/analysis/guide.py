"""The guide that Homeward starts from, sentence by sentence, with the rules, views and screens that show each."""

from pydantic import BaseModel, ConfigDict

from homeward import resources
from homeward.yaml_text import read_yaml


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
    told = read_yaml(resources.text("data/reference/guide.yaml"))
    return [Answer.model_validate(entry) for entry in told["sentences"]]
