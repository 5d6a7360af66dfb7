"""A broken export does not pass for a quiet day."""

from datetime import date, timedelta

from feed_rows import declaration, returned
from homeward.settings import BrakeSettings, Settings
from homeward.warehouse.brake import slowness, suspicions
from warehouse.conftest import Store

FIRST_DAY = date(2024, 10, 1)


def _night(store: Store, **files: list[dict[str, object]]) -> list[str]:
    """One night with these files, published if it has a run; gives what the brake says of it."""
    as_of = FIRST_DAY + timedelta(days=store.nights)
    for name, rows in files.items():
        store.deliver(f"{store.nights}/{name}.csv", rows)
    run_id = store.load()
    said = suspicions(store.con, run_id, as_of, BrakeSettings())
    store.con.execute(
        "INSERT INTO run SELECT $run_id, $as_of, now()::TIMESTAMP, now()::TIMESTAMP, '0', 'x', 0, 0, 0, 0, [], []",
        {"run_id": run_id, "as_of": as_of},
    )
    return said


def _lines(store: Store, count: int, bad: int = 0) -> list[dict[str, object]]:
    marks = {"mark": f"night {store.nights}"}
    return [declaration(line_no=n + 1, quantity=0 if n < bad else 1, **marks) for n in range(count)]


def test_a_fifth_of_the_rows_may_fail(store: Store) -> None:
    assert _night(store, declarations=_lines(store, 600, bad=120)) == []


def test_more_than_a_fifth_is_said_with_its_figures(store: Store) -> None:
    [warned] = _night(store, declarations=_lines(store, 600, bad=121))

    assert "declarations" in warned.sentence
    assert "121 of 600" in warned.sentence


def test_fewer_than_the_floor_are_no_matter_for_the_brake(store: Store) -> None:
    assert _night(store, declarations=_lines(store, 99, bad=99)) == []


def test_a_feed_that_came_every_night_and_is_missing_is_said(store: Store) -> None:
    for _ in range(5):
        assert _night(store, declarations=_lines(store, 3), returns=[returned(return_no=f"R{store.nights}")]) == []

    [warned] = _night(store, returns=[returned(return_no="R99")])

    assert "declarations did not come" in warned.sentence


def test_a_feed_that_shrinks_to_a_small_part_is_said(store: Store) -> None:
    for _ in range(5):
        assert _night(store, declarations=_lines(store, 500)) == []

    [warned] = _night(store, declarations=_lines(store, 50))

    assert "50 rows; usual are about 500" in warned.sentence


def test_a_feed_that_did_not_come_every_night_may_stay_away(store: Store) -> None:
    for number in range(5):
        _night(store, **({"declarations": _lines(store, 3)} if number != 2 else {}), returns=[
            returned(return_no=f"R{number}")
        ])  # fmt: skip

    assert _night(store, returns=[returned(return_no="R99")]) == []


def _nights_of(store: Store, *seconds: int) -> None:
    for number, took in enumerate(seconds):
        store.con.execute(
            "INSERT INTO run SELECT $run_id, $as_of, TIMESTAMP '2024-10-01', "
            "TIMESTAMP '2024-10-01' + to_seconds($took), '0', 'x', 0, 0, 0, 0, [], []",
            {"run_id": f"run-{number}", "as_of": FIRST_DAY + timedelta(days=number), "took": took},
        )


def test_a_night_that_takes_far_longer_than_usual_says_so(store: Store) -> None:
    _nights_of(store, 40, 50, 900, 55, 60)

    [said] = slowness(store.con, timedelta(seconds=170), Settings(usual_seconds_factor=3))

    assert "This night took 170 seconds up to its verdicts; usual are about 55." in said.sentence
    assert slowness(store.con, timedelta(seconds=160), Settings(usual_seconds_factor=3)) == []


def test_no_night_within_a_minute_counts_as_long(store: Store) -> None:
    _nights_of(store, 1, 1, 1, 1, 1)
    assert slowness(store.con, timedelta(seconds=59), Settings()) == []


def test_what_is_usual_is_not_known_from_a_few_nights(store: Store) -> None:
    _nights_of(store, 40, 50, 55, 60)
    assert slowness(store.con, timedelta(hours=9), Settings()) == []
