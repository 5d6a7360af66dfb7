"""For which lines a setting may say how many days transport takes: those of a channel, of a country, or the rest."""

from difflib import get_close_matches
from functools import cache

from homeward import resources
from homeward.feeds.codes import country
from homeward.yaml_text import read_yaml

_COUNTRY_SIGNS = 3


@cache
def shipped_lead_days() -> dict[str, int]:
    """Days by channel, and for `other`. Source: data/reference/lead_days.yaml."""
    days: dict[str, int] = read_yaml(resources.text("data/reference/lead_days.yaml"))["days"]
    return days


def _is_country(name: str) -> bool:
    """Whether a setting may name a country so: by ISO letters, or by a code of which they are not known."""
    is_code = len(name) == _COUNTRY_SIGNS and name.isascii() and (name.isalpha() or name.isdigit())
    return is_code and country(name) == name


def checked_place(name: str) -> str:
    """`name` when it is that of a channel, `other`, or a country. Raises ValueError saying what is allowed."""
    channels = shipped_lead_days()
    if name in channels or _is_country(name):
        return name
    meant = country(name.strip()) if _is_country(country(name.strip())) else None
    near = meant or next(iter(get_close_matches(name, channels, n=1)), None)
    perhaps = f" (did you mean {near}?)" if near else ""
    raise ValueError(
        f"{name!r} is no channel and no country{perhaps}; write {', '.join(channels)}, or the three letters of a "
        "country, such as USA"
    )
