"""The demo's folder: an inbox that gets a delivery a day, and a note of what the demo has put there."""

import json
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from homeward.synthetic.feeds import Written, write_feeds
from homeward.synthetic.plan import FeedsError

_SEED = 2020_44
_FIRST = (12_000, 1_500)
_DAILY = (150, 40)
_NOTE = ".homeward-demo.json"
_CONFIG = """\
# The demo's own settings: `cd` here, and `homeward run`, `homeward status` and the others work on its files.
inbox = "inbox"
warehouse = "warehouse/homeward.duckdb"
reports = "reports"
"""


class Demo(NamedTuple):
    """A demo's folder: the day of its first night, and how many nights' deliveries have come."""

    folder: Path
    first_night: date
    delivered: int

    @property
    def inbox(self) -> Path:
        """Where deliveries come."""
        return self.folder / "inbox"

    @property
    def warehouse(self) -> Path:
        """The warehouse file."""
        return self.folder / "warehouse" / "homeward.duckdb"

    @property
    def reports(self) -> Path:
        """The folder of the reports."""
        return self.folder / "reports"

    @property
    def config(self) -> Path:
        """Settings for those who go on in the folder."""
        return self.folder / "homeward.toml"


def _note(demo: Demo) -> None:
    content = {"first_night": demo.first_night.isoformat(), "delivered": demo.delivered}
    (demo.folder / _NOTE).write_text(json.dumps(content), encoding="utf-8")


def _begun(folder: Path, as_of: date) -> Demo:
    demo = Demo(folder, as_of - timedelta(days=1), 0)
    demo.inbox.mkdir(parents=True, exist_ok=True)
    demo.config.write_text(_CONFIG, encoding="utf-8")
    _note(demo)
    return demo


def open_demo(folder: Path, as_of: date) -> Demo:
    """The demo in a folder: the one that is there, or a new one whose first night was the day before `as_of`.

    Raises FeedsError where the folder holds something else, or a demo of later days; OSError.
    """
    if not (folder / _NOTE).exists():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FeedsError(f"{folder} is not empty and not a demo's. Name an empty or new folder: homeward demo DIR.")
        return _begun(folder, as_of)
    try:
        note = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        demo = Demo(folder, date.fromisoformat(note["first_night"]), int(note["delivered"]))
    except (ValueError, KeyError, TypeError) as error:
        raise FeedsError(f"{folder / _NOTE} is damaged. Name another folder: homeward demo DIR.") from error
    if as_of <= demo.first_night:
        raise FeedsError(
            f"{folder} holds a demo of {demo.first_night} and later. Name another folder: homeward demo DIR."
        )
    return demo


def _deliver(demo: Demo, night: int) -> Written:
    """A night's files into the inbox; each appears whole, and one that is there already is written alike."""
    declarations, returns = _FIRST if night == 1 else _DAILY
    as_of = demo.first_night + timedelta(days=night - 1)
    with tempfile.TemporaryDirectory(dir=demo.folder, prefix=".delivery-") as workspace:
        written = write_feeds(
            Path(workspace), declarations, returns, _SEED, as_of=as_of, mess=True, night=night, first=_FIRST
        )
        for file in written.files:
            target = demo.inbox / file.relative_to(workspace)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
    return written


def deliveries(demo: Demo, as_of: date) -> Iterator[tuple[date, Demo, Written]]:
    """Bring each night's delivery up to `as_of` that has not come yet: its day, the demo after it, what was written."""
    for night in range(demo.delivered + 1, (as_of - demo.first_night).days + 2):
        written = _deliver(demo, night)
        demo = demo._replace(delivered=night)
        _note(demo)
        yield demo.first_night + timedelta(days=night - 1), demo, written
