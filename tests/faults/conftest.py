"""Nights in processes of their own, to be killed, starved and led astray."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from feed_rows import ENTERPRISE, declaration, returned
from nights.conftest import House

HOMEWARD = [sys.executable, "-c", "from homeward.cli import main; main()"]
FIRST, SECOND, THIRD = "2024-10-01", "2024-10-02", "2024-10-03"
# Of a run alone: its name, its clock, and what refers to it.
OF_THE_RUN = {
    "run_id", "started_at", "finished_at", "closed_run_id", "superseded_by", "superseded_run_id", "retracted_run_id",
}  # fmt: skip
# Root passes every permission by; a night that meets one must be run without that power.
NO_OVERRIDE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
PATIENCE = 60.0


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


class Running:
    """A night under way, the leader of a process group of its own."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._said = b""

    def wait_until(self, words: str) -> None:
        """Read its standard error until it says `words`."""
        assert self.process.stderr is not None
        end = time.monotonic() + PATIENCE
        while words.encode() not in self._said:
            ready, _, _ = select.select([self.process.stderr], [], [], max(0, end - time.monotonic()))
            said = os.read(self.process.stderr.fileno(), 65536) if ready else b""
            assert said, f"the night never said {words!r}, but: {self._said.decode()}"
            self._said += said

    def wait_until_halted(self, point: str) -> None:
        """Wait for the halt at a failpoint: said, and done. Told to go on in between, it would halt for ever."""
        self.wait_until(f"stopped at failpoint {point}")
        end = time.monotonic() + PATIENCE
        while not self._some_process_is_stopped():
            assert time.monotonic() < end, f"the night said that it halts at {point}, and did not"
            time.sleep(0.01)

    def _some_process_is_stopped(self) -> bool:
        """Whether the night, which its guard runs in a process of its own, is stopped."""
        return any(
            Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[0] == "T" for worker in self.workers()
        )

    def workers(self) -> list[int]:
        """The processes that do the work; the one begun here only guards them."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def signal_group(self, number: int) -> None:
        os.killpg(self.process.pid, number)

    def end(self) -> Ended:
        try:
            out, err = self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.signal_group(signal.SIGKILL)
            self.process.communicate()
            raise
        return Ended(self.process.returncode, out.decode(), (self._said + err).decode())

    def kill_group(self) -> Ended:
        """Kill -9 of the whole group."""
        self.signal_group(signal.SIGKILL)
        return self.end()


@dataclass
class NightHouse(House):
    """A house whose nights run as `homeward run` does, each in a process of its own."""

    def start(
        self,
        command: str,
        *arguments: str,
        failpoint: str | None = None,
        prefix: list[str] | None = None,
        before: Callable[[], None] | None = None,
        **settings: str,
    ) -> Running:
        """Begin a command; `settings` go by the environment; `before` runs in the child, before the program."""
        names = {"inbox": self.inbox, "warehouse": self.warehouse, "reports": self.reports, **settings}
        environment = {**os.environ, **{f"HOMEWARD_{name.upper()}": str(value) for name, value in names.items()}}
        if failpoint:
            environment["HOMEWARD_FAILPOINT"] = failpoint
        process = subprocess.Popen(
            [*(prefix or []), *HOMEWARD, command, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=environment,
            start_new_session=True,
            preexec_fn=before,  # noqa: PLW1509 - a test process has one thread here
        )
        return Running(process)

    def start_night(self, as_of: str, **options: object) -> Running:
        return self.start("run", "--as-of", as_of, **options)

    def run_night(self, as_of: str, **options: object) -> Ended:
        return self.start_night(as_of, **options).end()

    def tables(self, *without: str) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table, but for what is a run's alone, and for the columns named."""
        found: dict[str, list[tuple[object, ...]]] = {}
        columns = self.ask("SELECT table_name, list(column_name) FROM duckdb_columns() WHERE NOT internal GROUP BY ALL")
        tables = {name for (name,) in self.ask("SELECT table_name FROM duckdb_tables()")}
        for table, names in columns:
            kept = [f'"{name}"' for name in sorted(names) if name not in OF_THE_RUN and name not in without]
            if table in tables:
                found[table] = self.ask(f"SELECT {', '.join(kept)} FROM {table} ORDER BY ALL")
        return found

    def published_bytes(self) -> bytes:
        return self.warehouse.read_bytes()

    def left_behind(self) -> list[str]:
        """What lies beside the warehouse that is no part of it."""
        expected = {
            "homeward.duckdb", "homeward.lock", "homeward.journal.sqlite", "homeward.generations", "homeward.archive",
            "homeward.sending",
        }  # fmt: skip
        return sorted(path.name for path in self.warehouse.parent.iterdir() if path.name not in expected)


def deliver_first(house: NightHouse, lines: int) -> None:
    chance = random.Random(1)
    house.deliver("reference/enterprises.csv", [ENTERPRISE])
    documents = [f"53012024E{number:09}" for number in range(lines)]
    house.deliver("day-1/declarations.csv", [declaration(document_no=document) for document in documents])
    house.deliver(
        "day-1/returns.csv",
        [
            returned(return_no=f"R{number}", document_no=document, quantity=chance.randint(1, 12))
            for number, document in enumerate(documents)
        ],
    )


def deliver_second(house: NightHouse, lines: int) -> None:
    """New lines, an amendment, a row for quarantine and a file that is none."""
    house.deliver("day-2/declarations.csv", [declaration(document_no=f"53012024E9{n:08}") for n in range(lines)])
    rows = [returned(return_no=f"S{n}", document_no=f"53012024E9{n:08}", quantity=3) for n in range(lines)]
    rows += [returned(return_no="R0", document_no="53012024E000000000", quantity=4), returned(return_no="T", unit="")]
    house.deliver("day-2/returns.csv", rows)
    (house.inbox / "day-2" / "notes.csv").write_text("colour,size\nred,3\n", encoding="utf-8")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[NightHouse, NightHouse]:
    """A house after its first night with the second day delivered, and its twin after an undisturbed second night."""
    house = NightHouse(tmp_path_factory.mktemp("nights") / "house")
    house.inbox.mkdir(parents=True)
    deliver_first(house, 400)
    assert house.run_night(FIRST).code == 0
    deliver_second(house, 400)
    undisturbed = house.copy_to(house.folder.with_name("undisturbed"))
    ended = undisturbed.run_night(SECOND)
    assert ended.code == 1, ended.err
    return house, undisturbed


@pytest.fixture
def house(prepared: tuple[NightHouse, NightHouse], tmp_path: Path) -> NightHouse:
    """After the first night, with the second day's files in the inbox."""
    return prepared[0].copy_to(tmp_path / "house")


@pytest.fixture(scope="session")
def undisturbed(prepared: tuple[NightHouse, NightHouse]) -> NightHouse:
    """The twin: the second night has run there, and nothing happened to it."""
    return prepared[1]


@pytest.fixture
def new_house(tmp_path: Path) -> NightHouse:
    """An empty inbox, no night yet."""
    (tmp_path / "inbox").mkdir()
    return NightHouse(tmp_path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a disk of so many megabytes and gives its folder."""
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        folder = tmp_path / "small"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            pytest.fail(
                f"A small disk cannot be mounted ({made.stderr.strip()}). Run these tests as root, or in a "
                "namespace of their own: unshare --user --map-root-user --mount python -m pytest tests/faults"
            )
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", folder], check=True)
