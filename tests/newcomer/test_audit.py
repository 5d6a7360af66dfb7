"""What CI makes of pip-audit's answer: a vulnerability fails, a service that cannot be reached is said."""

import shutil
import subprocess
from pathlib import Path
from subprocess import CompletedProcess

import pytest

AUDIT = Path(__file__).parents[2] / ".ci" / "audit"
FOUND = """Found 1 known vulnerability in 1 package
Name   Version ID             Fix Versions
------ ------- -------------- ------------
jinja2 3.1.6   CVE-2025-40312 3.1.7
"""
REFUSED = (
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='pypi.org', port=443): Max retries exceeded with"
    " url: /pypi/click/8.3.1/json (Caused by NewConnectionError('Connection refused'))\n"
)
TIMED_OUT = "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed\n"
# An answer of pip-audit that failed for a reason of its own, with the words and numbers of a broken line in it.
OTHER = "ERROR:pip_audit._cli:requirements.lock line 404: could not resolve polars, refused\n"


def audited(folder: Path, answer: str, code: int) -> "CompletedProcess[str]":
    """The audit in a folder whose pip-audit says this and ends so."""
    (folder / ".ci").mkdir()
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / "answer").write_text(answer)
    stand_in = folder / ".venv" / "bin" / "pip-audit"
    stand_in.write_text(f"#!/bin/sh\ncat answer >&2\nexit {code}\n")
    stand_in.chmod(0o755)
    command = shutil.copy(AUDIT, folder / ".ci" / "audit")
    return subprocess.run([command], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("answer", [FOUND, FOUND + REFUSED, OTHER])
def test_what_is_wrong_fails(answer: str, tmp_path: Path) -> None:
    done = audited(tmp_path, answer, 1)
    assert done.returncode == 1
    assert answer in done.stdout


@pytest.mark.parametrize("answer", [REFUSED, TIMED_OUT])
def test_a_service_that_cannot_be_reached_is_said(answer: str, tmp_path: Path) -> None:
    done = audited(tmp_path, answer, 1)
    assert done.returncode == 0
    assert "NOT audited" in done.stdout


def test_nothing_found_passes(tmp_path: Path) -> None:
    done = audited(tmp_path, "No known vulnerabilities found\n", 0)
    assert done.returncode == 0
    assert "NOT audited" not in done.stdout
