"""Reports alone, by how many return lines there are: time, memory, and the bytes of each part.

`python tests/bench/report.py [--lines 12000 100000 1000000]` generates feeds with as many return lines as declaration
lines, runs a night of each, then makes its reports and its mail once more, measured.
"""

import argparse
import subprocess
import sys
import tempfile
from email import message_from_bytes, policy
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from bench.measure import Measure, measured  # noqa: E402
from bench.night import AS_OF, homeward  # noqa: E402


def _night(folder: Path, lines: int) -> list[str]:
    """Run a night over so many return lines; gives the flags that name its files."""
    inbox, kept = folder / "inbox", ["--warehouse", folder / "w" / "homeward.duckdb", "--reports", folder / "reports"]
    generate = ["generate", "--declarations", lines, "--returns", lines, "--plain", "--out", inbox, "--as-of", AS_OF]
    subprocess.run(homeward(*generate), check=True, capture_output=True)
    night = subprocess.run(homeward("run", inbox, *kept, "--as-of", AS_OF, "--no-mail"), check=False)
    if night.returncode not in (0, 1):
        raise RuntimeError(f"the night of {lines} lines ended with exit {night.returncode}")
    return [str(part) for part in kept]


def _parts(mail: Path) -> dict[str, int]:
    """Bytes of each part of a mail, as its reader has it, and of the whole as it is sent."""
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    found = {
        part.get_filename() or part.get_content_type(): len(part.get_payload(decode=True) or b"")
        for part in message.walk()
        if not part.is_multipart()
    }
    return found | {"the mail as sent": mail.stat().st_size}


def report(lines: int) -> tuple[Measure, dict[str, int]]:
    """The reports of a night of so many return lines, those of its enterprises too, and the bytes of each part."""
    with tempfile.TemporaryDirectory(prefix="homeward-bench-") as place:
        folder = Path(place)
        kept = _night(folder, lines)
        measure = measured(homeward("report", *kept), folder)
        latest = folder / "reports" / "latest"
        parts = {name: (latest / name).stat().st_size for name in ("index.html", "exceptions.xlsx")}
        return measure, parts | {f"mail: {name}": size for name, size in _parts(latest / "mail.eml").items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=int, nargs="+", default=[12_000, 100_000, 1_000_000])
    for lines in parser.parse_args().lines:
        measure, parts = report(lines)
        print(f"{lines:,} return lines: {measure.seconds:.1f} s, {measure.peak_megabytes:,.0f} MB")
        for name, size in parts.items():
            print(f"    {name:32}{size:>12,} bytes")


if __name__ == "__main__":
    main()
