"""A night proved: its file whole, its accounts and keys sound, its raw files at hand, its verdicts decided again."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb

from homeward import __version__
from homeward.counted import counted
from homeward.feeds.feed import all_feeds
from homeward.rulebook.decide import ELIGIBILITY
from homeward.rulebook.fingerprint import law_of, rulebook_in_use
from homeward.rulebook.law import Law, load_law
from homeward.rulebook.lists import with_lists
from homeward.warehouse.archive import ArchiveDamaged, archived_hash, archived_path
from homeward.warehouse.database import open_published
from homeward.warehouse.decisions import decide_in_shares
from homeward.warehouse.layout import Layout
from homeward.warehouse.same_tables import OtherTables, check_tables
from homeward.warehouse.schema import FEED_TABLES, NIGHT_TABLES
from homeward.warehouse.shares import tables_of
from homeward.warehouse.statement import statement

_SHOWN = 5


class Proof(NamedTuple):
    """One thing looked at. `outcome` is proven, failed, or unproven (it cannot be told here); `sentence` says what."""

    subject: str
    outcome: str
    sentence: str


class NightOfFile(NamedTuple):
    """The night a warehouse file is of."""

    run_id: str
    as_of: date
    version: str
    rulebook: str


def night_of(con: duckdb.DuckDBPyConnection) -> NightOfFile:
    """The night of an open warehouse file."""
    return NightOfFile(*con.sql(statement("verify/last_run")).fetchall()[0])


def _proven(subject: str, sentence: str) -> Proof:
    return Proof(subject, "proven", sentence)


def _failed(subject: str, sentence: str) -> Proof:
    return Proof(subject, "failed", sentence)


def prove_file(con: duckdb.DuckDBPyConnection) -> Proof:
    """Every block of every table can be read, and its checksum is right."""
    try:
        check_tables(con)
    except OtherTables as error:
        return _failed("file", str(error))
    tables = (*FEED_TABLES, *(f"{table}_superseded" for table in FEED_TABLES), *NIGHT_TABLES)
    for table in tables:
        try:
            con.sql(statement("verify/fingerprint", table=table)).fetchall()
        except duckdb.Error as error:
            return _failed("file", f"Table {table} cannot be read: {str(error).splitlines()[0]}")
    return _proven("file", f"All {len(tables)} tables can be read to the last block.")


def prove_accounts(con: duckdb.DuckDBPyConnection) -> Proof:
    """For each file, rows read = accepted + amended + duplicate + quarantined, and its quarantined rows are there."""
    wrong = con.sql(statement("warehouse/file_accounts", column=None)).fetchall()
    if not wrong:
        return _proven("accounts", "Every row of every file is in exactly one place.")
    path, read, placed, held, counted_as, _ = wrong[0]
    return _failed(
        "accounts",
        f"Files that do not add up: {len(wrong)}; {path}: {counted(read, 'row')} read, {placed} placed; "
        f"{counted_as} counted as quarantined, {held} in quarantine.",
    )


def prove_keys(con: duckdb.DuckDBPyConnection) -> Proof:
    """No key is held twice."""
    for feed in all_feeds().values():
        # Shipped bans stand beside the customer's own, which may repeat them.
        key = (*feed.key, "file_id IS NULL") if feed.name == "prohibited_goods" else feed.key
        rows = con.sql(statement("verify/repeated_keys", table=feed.table, key=key)).fetchall()
        if rows:
            return _failed("keys", f"Table {feed.table} holds a key more than once: {rows[0]}.")
    return _proven("keys", "Every key is held once.")


def _wrong_in_archive(layout: Layout, path: str, sha256: str) -> str | None:
    archived = archived_path(layout, sha256)
    try:
        found = archived_hash(archived)
    except FileNotFoundError:
        return f"{path} is not in the archive ({archived})."
    except (ArchiveDamaged, OSError) as error:
        return f"{path}: {error}"
    return None if found == sha256 else f"{path}: {archived} holds other bytes than those that were taken in."


def prove_archive(con: duckdb.DuckDBPyConnection, layout: Layout, archive_days: int, today: date) -> Proof:
    """The bytes of every file taken in are in the archive, for as long as they are to be kept."""
    files = con.sql(statement("verify/loaded_files")).fetchall()
    # A day's grace: retention goes by the clock at which a file was archived.
    kept_from = today - timedelta(days=archive_days - 1)
    due = [(path, sha256) for path, sha256, as_of in files if as_of >= kept_from]
    if not archive_days:
        return Proof("archive", "unproven", "No raw files are kept (archive_days = 0).")
    wrong = [found for found in (_wrong_in_archive(layout, *file) for file in due) if found]
    if wrong:
        more = f" And {len(wrong) - _SHOWN} more." if len(wrong) > _SHOWN else ""
        return _failed("archive", f"{' '.join(wrong[:_SHOWN])}{more}")
    older = f" Older, and past archive_days: {len(files) - len(due)}." if len(due) < len(files) else ""
    return _proven("archive", f"In the archive, byte for byte: {counted(len(due), 'raw file')}.{older}")


def _changed_since(con: duckdb.DuckDBPyConnection) -> str:
    """What `homeward retract` and `--dismiss` changed after the night; the verdicts are still those of before."""
    files, rows = con.sql(statement("verify/changed_since")).fetchall()[0]
    if not files and not rows:
        return ""
    return (
        f"Since this night taken back: {counted(files, 'file')}; closed: {counted(rows, 'quarantined row')}; "
        "the next night decides with it. `homeward nights` lists the night as it was, to be verified by its run."
    )


def prove_verdicts(con: duckdb.DuckDBPyConnection, night: NightOfFile, law: Law) -> Proof:
    """Every line decided again, from what the file holds, gives the decision that is stored.

    But for `ship_by`, which is set against the lead days of the settings.
    """
    if night.version != __version__ or law_of(night.rulebook) != law.fingerprint:
        return Proof(
            "verdicts",
            "unproven",
            f"Decided by Homeward {night.version} with rulebook {night.rulebook}; this is Homeward {__version__} with "
            f"rulebook {law.fingerprint}. Install homeward=={night.version}, with the law it was run with, and "
            "verify again.",
        )
    with TemporaryDirectory() as folder:
        again = decide_in_shares(con, law, night.as_of, lambda lines: with_lists(lines).select(ELIGIBILITY))
        for number, lines_of_share in enumerate(again):
            lines_of_share.write_parquet(Path(folder, f"{number}.parquet"))
        differing = statement("verify/differing_lines", columns=ELIGIBILITY)
        lines = con.execute(differing, {"parts": f"{escape(folder)}/*.parquet"}).fetchall()
    changed = _changed_since(con)
    if rulebook_in_use(law, tables_of(con)) != night.rulebook and not changed:
        return _failed("verdicts", "The bans or exchange rates in the file are not those it was decided with.")
    if lines and changed:
        return Proof("verdicts", "unproven", f"{changed} {counted(len(lines), 'line')} will be decided otherwise.")
    if lines:
        return_no, line_no, _ = lines[0]
        otherwise = f"Decided otherwise now: {counted(len(lines), 'line')}; the first is {return_no} {line_no}."
        return _failed("verdicts", otherwise)
    (decided_again,) = con.sql(statement("warehouse/count_return_lines")).fetchall()[0]
    proven = f"Decided again, {counted(decided_again, 'line')} in all, as stored."
    return _proven("verdicts", f"{proven} {changed}".strip())


def verify(file: Path, layout: Layout, archive_days: int, today: date) -> Iterator[Proof]:
    """Prove the night of one warehouse file, the published or a kept one; read-only, one Proof after another.

    Raises duckdb.Error where the file cannot even be opened.
    """
    with open_published(file) as con:
        whole = prove_file(con)
        yield whole
        if whole.outcome == "failed":
            return
        night = night_of(con)
        proofs: tuple[Callable[[], Proof], ...] = (
            lambda: prove_accounts(con),
            lambda: prove_keys(con),
            lambda: prove_archive(con, layout, archive_days, today),
            lambda: prove_verdicts(con, night, load_law()),
        )
        for proof in proofs:
            yield proof()
