"""The demo's folder: deliveries day by day, and nothing of anybody else's touched."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from homeward.synthetic.demo import deliveries, open_demo
from homeward.synthetic.plan import FeedsError

TODAY = date(2026, 11, 23)


def names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.slow
def test_a_demo_gets_two_deliveries_then_one_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    come = [(day, written.rows) for day, _, written in deliveries(open_demo(folder, TODAY), TODAY)]
    assert [day for day, _ in come] == [TODAY - timedelta(days=1), TODAY]
    assert [(rows["declarations"], rows["returns"]) for _, rows in come] == [(12_000, 1_500), (150, 40)]
    before = names(folder)
    assert list(deliveries(open_demo(folder, TODAY), TODAY)) == []
    later = TODAY + timedelta(days=2)
    assert [day for day, _, _ in deliveries(open_demo(folder, later), later)] == [TODAY + timedelta(days=1), later]
    assert before < names(folder)
    assert not [name for name in names(folder) if ".delivery-" in name]


def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(FeedsError, match="not a demo's"):
        open_demo(tmp_path, TODAY)
    assert names(tmp_path) == {"letters.txt"}


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert open_demo(tmp_path, TODAY).first_night == TODAY - timedelta(days=1)


def test_a_day_before_the_demo_is_refused(tmp_path: Path) -> None:
    open_demo(tmp_path, TODAY)
    with pytest.raises(FeedsError, match="later"):
        open_demo(tmp_path, TODAY - timedelta(days=1))


def test_a_damaged_note_is_said(tmp_path: Path) -> None:
    open_demo(tmp_path, TODAY)
    (tmp_path / ".homeward-demo.json").write_text("{", encoding="utf-8")
    with pytest.raises(FeedsError, match="damaged"):
        open_demo(tmp_path, TODAY)
