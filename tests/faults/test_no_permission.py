"""A user whom nobody gave permission is told so, whatever the command; nothing is touched."""

import pytest

from faults.conftest import FIRST, NO_OVERRIDE, NightHouse

COMMANDS = {
    "nights": ["nights"],
    "status": ["status"],
    "explain": ["explain", "RT1"],
    "quarantine": ["quarantine"],
    "quarantine --export": ["quarantine", "--export", "rows.csv"],
    "report": ["report"],
    "rules --diff": ["rules", "--diff", FIRST, "2026-11-22"],
    "ask": ["ask", "reasons"],
    "sql": ["sql", "FROM return_line"],
    "what-if": ["what-if", "--as-of", "2026-11-22"],
    "export": ["export", "--out", "tables"],
    "restore": ["restore", FIRST],
    "verify": ["verify"],
    "retract": ["retract", "returns.csv"],
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> NightHouse:
    house = NightHouse(tmp_path_factory.mktemp("private") / "house")
    house.inbox.mkdir(parents=True)
    house.deliver_usual()
    house.night(FIRST)
    return house


# Who may change the folder's files but not read one is nobody that nights make: `retract` asks for the folder alone.
CLOSED = [(closed, name) for closed in ("folder", "file") for name in COMMANDS if (closed, name) != ("file", "retract")]


@pytest.mark.parametrize(("closed", "command"), CLOSED)
def test_who_may_not_read_the_warehouse_is_told_so(published: NightHouse, command: str, closed: str) -> None:
    path = published.warehouse if closed == "file" else published.warehouse.parent
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        ended = published.start(*COMMANDS[command], prefix=NO_OVERRIDE).end()
    finally:
        path.chmod(mode)

    assert (ended.code, ended.out) == (3, ""), ended.err
    assert str(path) in ended.err
    assert "may not be read, or not be changed, by you" in ended.err
    assert len(ended.err.splitlines()) == 1
