"""The process that watches over a night: what it says where the night ends badly, and that it can be stopped itself."""

import signal
import subprocess
import sys

import pytest

from homeward.cli.failure import always_said
from homeward.exit_codes import NIGHT_FAILED

KILLED = """
import os, signal, sys, time
from homeward.cli.guard import guarded

def telling_others(sentence):
    print("telling", flush=True)
    time.sleep(60)

sys.exit(guarded(lambda: os.kill(os.getpid(), signal.SIGKILL), telling_others))
"""
FAULTY = """
import sys
from homeward.cli.guard import guarded

sys.exit(guarded(lambda: {}["a text that is not there"]))
"""


def test_ctrl_c_ends_what_follows_a_killed_night() -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching:
        try:
            assert watching.stdout.readline() == b"telling\n"
            watching.send_signal(signal.SIGINT)
            _, said = watching.communicate(timeout=30)
        finally:
            watching.kill()
    assert watching.returncode == NIGHT_FAILED
    assert b"stopped" in said


def test_a_fault_of_our_own_is_said_with_its_place_and_what_stands() -> None:
    ended = subprocess.run([sys.executable, "-c", FAULTY], capture_output=True, text=True, check=False)
    assert ended.returncode == NIGHT_FAILED
    assert "KeyError in <string>, line 5: 'a text that is not there'. Please report this" in ended.stderr
    assert "The published warehouse is whole" in ended.stderr


def test_of_any_command_a_fault_of_our_own_is_said_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert always_said(lambda: {}["a text that is not there"]) == NIGHT_FAILED
    said = capsys.readouterr().err
    assert said.startswith("homeward: KeyError in test_guard.py, line ")
    assert "Please report this" in said
