"""The templates of `reports/`."""

from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from homeward import resources

Kind = TypeVar("Kind", bound=Environment)


def template_environment(kind: type[Kind]) -> Kind:
    """An environment of this kind: in HTML every value is escaped; a name that is not given is an error."""
    return kind(
        loader=FileSystemLoader(resources.path("reports")),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
