"""`homeward run --json` ends with one line of JSON, however the night ended."""

import json
from typing import Any

import pytest

from faults.conftest import Ended, NightHouse
from homeward.night_line import FILES, ROWS, VERDICTS
from homeward.warehouse.layout import Layout
from homeward.warehouse.lock import night_lock

DAY = "2024-10-01"
NAMES = ["run_id", "as_of", "exit_code", "files", "rows", "verdicts", "reports", "seconds"]


def last_line(ended: Ended) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(ended.out.splitlines()[-1])
    assert list(line) == NAMES
    assert line["exit_code"] == ended.code
    assert [list(line[part]) for part in ("files", "rows", "verdicts")] == [list(FILES), list(ROWS), list(VERDICTS)]
    return line


def json_night(house: NightHouse, *arguments: str, as_of: str = DAY, **options: Any) -> Ended:
    return house.start("run", "--as-of", as_of, "--json", *arguments, **options).end()


def counts(line: dict[str, Any]) -> set[int | None]:
    return {count for part in ("files", "rows", "verdicts") for count in line[part].values()}


def test_a_published_night_has_its_run_and_its_counts(new_house: NightHouse) -> None:
    new_house.deliver_usual()

    line = last_line(json_night(new_house))

    assert [(line["run_id"],)] == new_house.ask("SELECT run_id FROM run")
    assert (line["as_of"], line["exit_code"], line["rows"]["accepted"]) == (DAY, 0, 3)
    assert len(line["reports"]) == 3


@pytest.mark.parametrize(
    ("arguments", "settings", "as_of"),
    [
        (["--lang", "fr"], {}, None),
        (["--again", "gone.csv"], {}, DAY),
        ([], {"shipped_bans": "none"}, DAY),
    ],
)
def test_a_wrong_call_has_no_run_and_took_nothing_in(
    new_house: NightHouse, arguments: list[str], settings: dict[str, str], as_of: str | None
) -> None:
    new_house.deliver_usual()

    line = last_line(json_night(new_house, *arguments, **settings))

    assert (line["run_id"], line["as_of"], line["exit_code"], line["reports"]) == (None, as_of, 2, [])
    assert counts(line) == {0}


def test_scripts_hear_of_a_day_that_is_refused_of_a_broken_warehouse_and_of_another_night(house: NightHouse) -> None:
    refused = last_line(json_night(house, as_of="2020-01-01"))
    with night_lock(Layout(house.warehouse).lock):
        second = last_line(json_night(house, as_of="2030-01-01"))
    house.warehouse.chmod(0o640)
    house.warehouse.write_bytes(b"no warehouse")
    failed = last_line(json_night(house, as_of="2030-01-01"))

    assert [line["exit_code"] for line in (refused, second, failed)] == [2, 4, 3]
    assert [line["as_of"] for line in (refused, second, failed)] == ["2020-01-01", "2030-01-01", "2030-01-01"]
    assert [counts(line) for line in (refused, second, failed)] == [{0}] * 3


def test_of_a_night_that_broke_off_after_it_was_published_the_counts_are_null(new_house: NightHouse) -> None:
    new_house.deliver_usual()

    line = last_line(json_night(new_house, failpoint="after_rename:kill"))

    assert (line["exit_code"], counts(line)) == (5, {None})
    assert new_house.ask("SELECT count(*) FROM run") == [(1,)]
