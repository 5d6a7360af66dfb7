"""`homeward check`: what a night would make of files, without a warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeward.cli.failure import CommandFailed
from homeward.exit_codes import NIGHT_FAILED
from homeward.plain_text import plain

if TYPE_CHECKING:
    from homeward.quarantine.check_files import CheckedFile


@click.command(
    "check",
    epilog="Examples:\n\n  homeward check export.csv returns.csv.gz\n\n  homeward check --lang zh outgoing/\n\n"
    "Exit code 0: all would be taken; 1: something would be quarantined or rejected; 2: wrong call.",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, exists=True))
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="The language of what is said.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
def command(files: tuple[Path, ...], lang: str, as_json: bool) -> int:
    """Check FILEs (or folders) as a night would, on their own: form, every cell, keys that contradict each other."""
    from homeward.quarantine.check_files import check_files  # noqa: PLC0415

    try:
        checked = check_files(files)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise CommandFailed(f"{where}{error.strerror or error}.", NIGHT_FAILED) from error
    if as_json:
        click.echo(_as_json(checked, lang))
    else:
        for file in checked:
            for number, line in enumerate(_lines(file, lang)):
                click.echo(("  " if number else "") + plain(line, 1000))
    return 1 if any(file.status in ("quarantined", "rejected") for file in checked) else 0


def _lines(file: CheckedFile, lang: str) -> list[str]:
    from homeward.feeds.intake_texts import check_report_text as said  # noqa: PLC0415
    from homeward.wording import shared_texts  # noqa: PLC0415

    if file.status == "rejected":
        return [said("rejected", lang, path=file.path, reason=file.reason(lang))]
    if file.status == "repeated":
        return [said("repeated", lang, path=file.path)]
    name = "some_bad" if file.bad else "good"
    lines = [said(name, lang, path=file.path, feed=str(file.feed), n=file.rows, bad=f"{file.bad:,}")]
    for cause in file.causes:
        details: dict[str, str | int] = {
            "column": cause.column,
            "check": cause.check,
            "first_row": cause.first_row,
        }
        lines.append(said("cause", lang, rows=f"{cause.rows:,}", message=cause.message(lang), **details))
    if file.unknown_columns:
        lines.append(said("unknown_columns", lang, names=shared_texts(lang)["separator"].join(file.unknown_columns)))
    if file.rows_of_updates:
        lines.append(said("update", lang, n=file.rows_of_updates))
    if file.is_reference:
        lines.append(said("reference", lang))
    return lines


def _as_json(checked: list[CheckedFile], lang: str) -> str:
    import json  # noqa: PLC0415

    files = [
        {
            "path": file.path,
            "status": file.status,
            "feed": file.feed,
            "rows": file.rows,
            "bad": file.bad,
            "unknown_columns": file.unknown_columns,
            "reason": file.reason(lang) or None,
            "causes": [{**cause._asdict(), "message": cause.message(lang)} for cause in file.causes],
        }
        for file in checked
    ]
    return json.dumps({"files": files}, ensure_ascii=False)
