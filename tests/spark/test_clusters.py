"""`homeward decide` on a standalone cluster of two workers, and by Spark Connect, beside one machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pyspark
import pytest

from homeward.engines.on_one_machine import decide_folder
from homeward.rulebook.law import load_law
from rulebook.random_feeds import night
from spark.test_every_cell import KEY, written_tables

SPARK_HOME = Path(pyspark.__file__).parent
HOMEWARD = [sys.executable, "-c", "from homeward.cli import main; main()"]
LOOPBACK = "127.0.0.1"
ENVIRONMENT = os.environ | {
    "SPARK_HOME": str(SPARK_HOME),
    "SPARK_LOCAL_IP": LOOPBACK,
    "PYSPARK_PYTHON": sys.executable,
}
PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind((LOOPBACK, 0))
        port: int = listening.getsockname()[1]
        return port


class Servers:
    """Processes of Spark, each with its log; all end with the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, *arguments: str) -> Path:
        log = self.folder / f"{name}.log"
        with log.open("wb") as out:
            self.processes.append(
                subprocess.Popen(
                    [str(SPARK_HOME / "bin" / arguments[0]), *arguments[1:]],
                    stdout=out,
                    stderr=out,
                    cwd=self.folder,
                    env=ENVIRONMENT,
                    start_new_session=True,
                )
            )
        return log

    def stop(self) -> None:
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(words: str, log: Path, times: int = 1) -> None:
    end = time.monotonic() + PATIENCE
    while log.read_text(errors="replace").count(words) < times:
        assert time.monotonic() < end, f"Spark never said {words!r}:\n{log.read_text(errors='replace')[-2000:]}"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    begun = Servers(tmp_path_factory.mktemp("spark"))
    yield begun
    begun.stop()


@pytest.fixture(scope="module")
def cluster(servers: Servers) -> str:
    """A master and two workers of one core each."""
    deploy, port = "org.apache.spark.deploy", free_port()
    address = f"spark://{LOOPBACK}:{port}"
    log = servers.start(
        "master", "spark-class", f"{deploy}.master.Master", "--host", LOOPBACK, "--port", str(port), "--webui-port", "0"
    )
    wait_for("New state: ALIVE", log)
    for number in (1, 2):
        usual = ["--host", LOOPBACK, "--cores", "1", "--memory", "1g", "--webui-port", "0"]
        work = str(servers.folder / f"work{number}")
        servers.start(f"worker{number}", "spark-class", f"{deploy}.worker.Worker", *usual, "-d", work, address)
    wait_for("Registering worker", log, times=2)
    return address


@pytest.fixture(scope="module")
def connect(servers: Servers) -> str:
    """A Spark Connect server."""
    port = free_port()
    settings = {
        "spark.connect.grpc.binding.address": LOOPBACK,
        "spark.connect.grpc.binding.port": str(port),
        "spark.ui.enabled": "false",
    }
    said = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    server = "org.apache.spark.sql.connect.service.SparkConnectServer"
    log = servers.start("connect", "spark-submit", "--class", server, "--master", "local[2]", *said)
    wait_for("Spark Connect server started", log)
    return f"sc://{LOOPBACK}:{port}"


def decide(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*HOMEWARD, "decide", *arguments], capture_output=True, text=True, env=ENVIRONMENT, timeout=600, check=False
    )


def decided(folder: Path, as_of: date, *where: str) -> tuple[list[dict[str, object]], list[dict[str, object]], str]:
    """What one machine decides, what Spark decides, and what the command said."""
    one, many = folder / "one", folder / "many"
    decide_folder(folder, one, load_law(), as_of)
    told = [
        "--input",
        str(folder),
        "--out",
        str(many),
        "--as-of",
        str(as_of),
        "--engine",
        "spark",
        "--share-lines",
        "20",
    ]
    ended = decide(*told, *where)
    assert ended.returncode == 0, ended.stderr
    expected = pl.read_parquet(one / "eligibility.parquet").sort(KEY)
    found = pl.read_parquet(many / "eligibility" / "*.parquet").select(expected.columns).sort(KEY)
    return expected.to_dicts(), found.to_dicts(), ended.stdout


def test_two_workers_decide_as_one_machine(cluster: str, servers: Servers, tmp_path: Path) -> None:
    written_tables(tmp_path, 4)
    expected, found, said = decided(tmp_path, night(4, 15)[1], "--master", cluster)
    assert expected
    assert found == expected
    assert "Decisions: " in said
    for number in (1, 2):
        assert "Asked to launch executor" in (servers.folder / f"worker{number}.log").read_text()


def test_spark_connect_decides_as_one_machine(connect: str, tmp_path: Path) -> None:
    written_tables(tmp_path, 5)
    expected, found, _ = decided(tmp_path, night(5, 15)[1], "--remote", connect)
    assert expected
    assert found == expected


def test_tables_that_are_not_there_are_named(connect: str, tmp_path: Path) -> None:
    ended = decide("--input", str(tmp_path), "--out", str(tmp_path / "out"), "--engine", "spark", "--remote", connect)
    assert ended.returncode == 2
    assert "return_line.parquet" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("way", "where", "words"),
    [
        ("--remote", f"sc://{LOOPBACK}:1", "Spark does not answer there"),
        ("--master", f"spark://{LOOPBACK}:1", "Spark does not answer there"),
        ("--master", "nonsense", "Spark at nonsense failed"),
    ],
)
def test_a_cluster_that_is_not_there_is_said_at_once(tmp_path: Path, way: str, where: str, words: str) -> None:
    written_tables(tmp_path, 4)
    began = time.monotonic()
    ended = decide("--input", str(tmp_path), "--out", str(tmp_path / "out"), "--engine", "spark", way, where)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert time.monotonic() - began < PATIENCE
