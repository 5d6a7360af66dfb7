"""`pip install` of the built wheel, then `homeward demo` in an empty folder: nothing of the checkout is needed."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_wheel_runs_the_demo_in_an_empty_folder(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", tmp_path, ROOT], check=True, capture_output=True)
    venv.create(tmp_path / "venv", with_pip=True)
    own = [tmp_path / "venv" / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "-q", "install"]
    locked = ["--require-hashes", "-r", ROOT / "requirements.lock"]
    subprocess.run([*own, *locked], check=True, capture_output=True)
    subprocess.run([*own, "--no-deps", next(tmp_path.glob("*.whl"))], check=True, capture_output=True)
    empty = tmp_path / "empty"
    empty.mkdir()

    done = subprocess.run(
        [tmp_path / "venv" / "bin" / "homeward", "demo"], cwd=empty, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert (empty / "demo" / "reports" / "latest" / "index.html").exists()
