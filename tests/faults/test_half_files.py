"""A file that a user asks for is there whole or not at all, on a full disk too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from faults.conftest import FIRST, NightHouse
from faults.test_disk import fill
from feed_rows import returned
from homeward.whole_file import written_whole

COMMANDS = {
    "rows.csv": ["quarantine", "--export"],
    "dictionary.html": ["dictionary", "--html"],
    "story.html": ["explain", "RT1", "--html"],
    "lines.xlsx": ["sql", "FROM range(20000)", "--out"],
    "lines.csv": ["sql", "FROM range(20000)", "--out"],
}


def test_a_full_disk_leaves_no_half_file(new_house: NightHouse, small_disk: Callable[[int], Path]) -> None:
    new_house.deliver_usual()
    new_house.deliver("returns.csv", [returned(return_no="RT1"), *(returned(unit="", line_no=n) for n in range(2, 99))])
    assert new_house.night(FIRST).exit_code == 1
    disk = small_disk(1)
    fill(disk)

    for name, command in COMMANDS.items():
        ended = new_house.start(*command, str(disk / name)).end()

        assert ended.code in (2, 3), name
        assert "No space left on device" in ended.err
        assert len(ended.err.splitlines()) == 1
        assert [path.name for path in disk.iterdir()] == ["filler"]


def test_what_was_there_stays_where_the_new_file_fails(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("former")

    with pytest.raises(OSError, match="full"), written_whole(target) as (unfinished,):
        unfinished.write_text("half")
        raise OSError("full")

    assert target.read_text() == "former"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_and_what_is_no_file_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("former")
    (tmp_path / "link.html").symlink_to("page.html")

    with written_whole(tmp_path / "link.html") as (unfinished,):
        unfinished.write_text("new")
    with written_whole(Path("/dev/null")) as (unfinished,):
        assert unfinished == Path("/dev/null")

    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "page.html").read_text() == "new"
