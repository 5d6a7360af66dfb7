"""Modes and group of what a night writes."""

import grp
import os
import stat

import pytest

from homeward.journal import journal_path
from homeward.warehouse.access import Access
from homeward.warehouse.layout import Layout
from nights.conftest import House


def mode(path: os.PathLike[str]) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116


def test_private_unless_told_otherwise(house: House, layout: Layout) -> None:
    house.night("2024-10-01")
    house.night("2024-10-02")

    assert mode(house.warehouse) == 0o440
    assert mode(layout.folder) == 0o750
    assert {mode(path) for path in (layout.generations, layout.archive)} == {0o750}
    assert {mode(path) for path in layout.generations.iterdir()} == {0o440}
    assert mode(house.reports) == 0o750
    assert mode(house.reports / "2024-10-02" / "index.html") == 0o640
    # Nobody but its owner has business in these.
    assert mode(layout.lock) == 0o600
    everything = [path for path in layout.folder.rglob("*") if not path.is_symlink()]
    assert not [path for path in everything if mode(path) & 0o007]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file to any group")
def test_modes_and_group_as_set(house: House, layout: Layout) -> None:
    group = next(entry.gr_name for entry in grp.getgrall() if entry.gr_gid != os.getegid())

    house.night("2024-10-01", file_mode="664", folder_mode="775", group=group)

    assert mode(house.warehouse) == 0o444
    assert mode(layout.archive) == 0o775
    assert house.warehouse.group() == group
    assert mode(journal_path(house.warehouse)) == 0o664
    assert journal_path(house.warehouse).group() == group
    assert {path.group() for path in layout.archive.rglob("*")} == {group}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file to any group")
def test_a_group_set_later_reaches_what_former_nights_left(house: House, layout: Layout) -> None:
    group = next(entry.gr_name for entry in grp.getgrall() if entry.gr_gid != os.getegid())
    house.deliver_usual()
    house.night("2024-10-01")
    house.night("2024-10-02")
    layout.folder.chmod(0o770)

    house.night("2024-10-03", group=group)

    left = [path for root in (layout.folder, house.reports) for path in (root, *root.rglob("*"))]
    assert [
        path for path in left if path.group() != group and path not in (layout.lock, house.reports / "latest")
    ] == []
    assert mode(layout.folder) == 0o770


def test_a_mode_set_later_reaches_the_folders_that_are_there(house: House, layout: Layout) -> None:
    house.night("2024-10-01")

    house.night("2024-10-02", folder_mode="755")

    assert {mode(path) for path in (layout.folder, layout.archive, house.reports)} == {0o755}


def test_a_tree_is_given_its_modes_links_left_alone(tmp_path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("x", encoding="utf-8")
    outside.chmod(0o600)
    folder = tmp_path / "reports"
    (folder / "day").mkdir(parents=True)
    (folder / "day" / "index.html").write_text("x", encoding="utf-8")
    (folder / "latest").symlink_to(outside)

    Access(0o644, 0o755).give_tree(folder)

    assert [mode(path) for path in (folder, folder / "day", folder / "day" / "index.html", outside)] == [
        0o755, 0o755, 0o644, 0o600,
    ]  # fmt: skip
