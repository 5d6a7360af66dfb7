"""What a monitor or a woken engineer asks first: the last nights, and what needs a hand."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from homeward.journal import Journal, JournalError
from homeward.outbox.queue import mails_in_state
from homeward.plain_text import plain
from homeward.warehouse.database import open_published
from homeward.warehouse.gone import gone, is_gone
from homeward.warehouse.layout import Layout
from homeward.warehouse.lock import is_held
from homeward.warehouse.records import Row, records
from homeward.warehouse.statement import statement
from homeward.warehouse.unreadable import why_unreadable

# The states of a mail that somebody should know of, the gravest first, and what to do about each.
_UNSENT = {
    "refused": "correct the address or ask the server's keeper, then `homeward send --again`",
    "uncertain": "ask the reader whether it came; `homeward send --again` sends it once more",
    "deferred": "the next run, or `homeward send`, tries again",
    "queued": "`homeward send` sends it, and so does the next run",
}


def _records(con: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    return records(con.execute(statement(f"status/{name}")))


def _unsent_mails(journal: Journal) -> list[dict[str, Any]]:
    return [
        {name: getattr(mail, name) for name in ("recipient", "as_of", "state", "attempts", "server_words")}
        for state in _UNSENT
        for mail in mails_in_state(journal, state)
    ]


_NO_JOURNAL: dict[str, list[Any]] = {"failed_nights": [], "reports_owed": [], "mails": [], "unfinished_nights": []}


def _journal_facts(warehouse: Path) -> dict[str, Any]:
    journal = Journal.read(warehouse)
    if journal is None:
        return dict(_NO_JOURNAL, is_gone=is_gone(Layout(warehouse), None))
    with journal:
        return {
            "failed_nights": [
                {"run_id": night.run_id, "as_of": night.as_of, "sentence": night.sentence}
                for night in journal.last_failures()
            ],
            "reports_owed": [
                {"run_id": owed.run_id, "as_of": owed.as_of, "reason": owed.reason} for owed in journal.reports_owed()
            ],
            "mails": _unsent_mails(journal),
            "unfinished_nights": [night._asdict() for night in journal.unfinished_nights()],
            "is_gone": is_gone(Layout(warehouse), journal),
        }


def _warehouse_facts(warehouse: Path) -> dict[str, Any]:
    with open_published(warehouse) as con:
        return {
            "nights": _records(con, "last_runs"),
            "due": _records(con, "due_soon")[0],
            "quarantine": _records(con, "open_quarantine"),
            "quarantined_rows": _records(con, "open_rows")[0]["rows"],
            "rejected_files": _records(con, "rejected_files"),
        }


def read_status(warehouse: Path, today: date) -> dict[str, Any]:
    """Everything `homeward status` shows, as data.

    `nights`, `days_since_last`, `due`, `quarantine` (by cause), `quarantined_rows`, `rejected_files`, `failed_nights`,
    `unfinished_nights`, `reports_owed`, `mails` (those that did not go), and `needs_a_hand` in sentences: first what
    could not be read (`unreadable`; the other facts stand without it), then warnings.

    Raises PermissionError where the user may not read the files.
    """
    facts: dict[str, Any] = {"warehouse": str(warehouse), "nights": [], "unreadable": []}
    try:
        facts |= _journal_facts(warehouse)
    except JournalError as error:
        facts |= dict(_NO_JOURNAL, is_gone=is_gone(Layout(warehouse), None))
        facts["unreadable"].append(str(error))
    if facts.pop("is_gone"):
        facts["unreadable"].append(gone(Layout(warehouse)))
        return facts | {"needs_a_hand": [*facts["unreadable"], *_from_journal(facts, warehouse)]}
    if not warehouse.exists():
        none_yet = "No night has been published yet: run `homeward run`."
        return facts | {"needs_a_hand": [*facts["unreadable"], *_from_journal(facts, warehouse), none_yet]}
    try:
        facts |= _warehouse_facts(warehouse)
    except duckdb.Error as error:
        facts["unreadable"].append(why_unreadable(warehouse, error))
        return facts | {"needs_a_hand": [*facts["unreadable"], *_from_journal(facts, warehouse)]}
    facts["days_since_last"] = (today - facts["nights"][0]["as_of"]).days
    return facts | {"needs_a_hand": [*facts["unreadable"], *_needs_a_hand(facts, warehouse)]}


def _failures(facts: dict[str, Any], since: str = "") -> list[str]:
    return [
        f"The night of {failed['as_of']} failed: {failed['sentence']}"
        for failed in facts["failed_nights"]
        if failed["run_id"] > since
    ]


def _unfinished(facts: dict[str, Any], warehouse: Path) -> list[str]:
    """Nights that did not say how they ended. While one runs it needs no hand."""
    if not facts["unfinished_nights"]:
        return []
    is_running = is_held(Layout(warehouse).lock)
    if is_running:
        return []
    published = {night["run_id"] for night in facts["nights"]}
    is_known = is_running is False and (bool(published) or not warehouse.exists())
    return [_became(night, published, is_known=is_known) for night in facts["unfinished_nights"]]


def _became(night: dict[str, Any], published: Collection[str], *, is_known: bool) -> str:
    begun = f"The night of {night['as_of']}, begun {night['started_at']:%Y-%m-%d %H:%M},"
    if not is_known:
        return f"{begun} has not said how it ended: it still runs, or was killed."
    if night["run_id"] in published:
        return f"{begun} is published, and ended before it said that reports were made: `homeward report` makes them."
    return f"{begun} ended without a word before it published, killed most often; nothing is lost: run it again."


def _from_journal(facts: dict[str, Any], warehouse: Path, since: str = "") -> list[str]:
    return [
        *_unfinished(facts, warehouse),
        *_failures(facts, since),
        *(f"Reports of {owed['as_of']} are owed: {owed['reason']}" for owed in facts["reports_owed"]),
        *_unsent(facts["mails"]),
    ]


def _needs_a_hand(facts: dict[str, Any], warehouse: Path) -> list[str]:
    last = facts["nights"][0]
    sentences = list(last["warnings"])
    if facts["days_since_last"] > 1:
        sentences.append(f"The last night published is of {last['as_of']}, {facts['days_since_last']} days ago.")
    if facts["days_since_last"] < 0:
        sentences.append(
            f"The last night published is of {last['as_of']}, a day still to come; nights of days before it are "
            "refused. Where the clock was ahead, `homeward restore` takes the night before it."
        )
    sentences += _from_journal(facts, warehouse, last["run_id"])
    rows = facts["quarantined_rows"]
    if rows:
        sentences.append(
            f"Rows waiting in quarantine: {rows:,}; `homeward quarantine` lists and exports them by cause."
        )
    if facts["rejected_files"]:
        sentences.append(f"Files rejected lately: {len(facts['rejected_files'])}; each is named below with its reason.")
    return sentences


def _unsent(mails: list[dict[str, Any]]) -> list[str]:
    """A sentence for the mails of which one thing is to be said: a server that is down fails them all."""
    alike: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    for mail in mails:
        alike.setdefault((mail["as_of"], mail["state"], mail["server_words"]), []).append(mail)
    return [_about(of_one) for of_one in alike.values()]


def _about(mails: list[dict[str, Any]]) -> str:
    mail, readers = mails[0], ", ".join(plain(mail["recipient"]) for mail in mails)
    words = f" ({plain(mail['server_words'])})" if mail["server_words"] else ""
    of_day = f"The mail of {mail['as_of']}" if len(mails) == 1 else f"The {len(mails):,} mails of {mail['as_of']}"
    verb = "is" if len(mails) == 1 else "are"
    return f"{of_day} to {readers} {verb} {mail['state']}{words}: {_UNSENT[mail['state']]}."
