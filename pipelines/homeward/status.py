"""What a monitor or a woken engineer asks first: the last nights, and what needs a hand."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from homeward.journal import Journal
from homeward.outbox.queue import mails_in_state
from homeward.plain_text import plain
from homeward.warehouse.database import open_published
from homeward.warehouse.records import Row, records
from homeward.warehouse.statement import statement

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


def _journal_facts(warehouse: Path) -> dict[str, Any]:
    journal = Journal.read(warehouse)
    if journal is None:
        return {"failed_nights": [], "reports_owed": [], "mails": []}
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
        }


def read_status(warehouse: Path, today: date) -> dict[str, Any]:
    """Everything `homeward status` shows, as data.

    `nights`, `days_since_last`, `due`, `quarantine` (by cause), `quarantined_rows`, `rejected_files`, `failed_nights`,
    `reports_owed`, `mails` (those that did not go), and `needs_a_hand` in sentences, warnings first.

    Raises duckdb.Error where the file is damaged, and JournalError.
    """
    facts: dict[str, Any] = {"warehouse": str(warehouse), **_journal_facts(warehouse)}
    if not warehouse.exists():
        none_yet = "No night has been published yet: run `homeward run`."
        return facts | {"nights": [], "needs_a_hand": [*_failures(facts), none_yet]}
    with open_published(warehouse) as con:
        facts["nights"] = _records(con, "last_runs")
        facts["due"] = _records(con, "due_soon")[0]
        facts["quarantine"] = _records(con, "open_quarantine")
        facts["quarantined_rows"] = _records(con, "open_rows")[0]["rows"]
        facts["rejected_files"] = _records(con, "rejected_files")
    last = facts["nights"][0]
    facts["days_since_last"] = (today - last["as_of"]).days
    return facts | {"needs_a_hand": _needs_a_hand(facts, last)}


def _failures(facts: dict[str, Any], since: str = "") -> list[str]:
    return [
        f"The night of {failed['as_of']} failed: {failed['sentence']}"
        for failed in facts["failed_nights"]
        if failed["run_id"] > since
    ]


def _needs_a_hand(facts: dict[str, Any], last: dict[str, Any]) -> list[str]:
    sentences = list(last["warnings"])
    if facts["days_since_last"] > 1:
        sentences.append(f"The last night published is of {last['as_of']}, {facts['days_since_last']} days ago.")
    sentences += _failures(facts, last["run_id"])
    sentences += [f"Reports of {owed['as_of']} are owed: {owed['reason']}" for owed in facts["reports_owed"]]
    sentences += [_about(mail) for mail in facts["mails"]]
    rows = facts["quarantined_rows"]
    if rows:
        sentences.append(
            f"Rows waiting in quarantine: {rows:,}; `homeward quarantine` lists and exports them by cause."
        )
    if facts["rejected_files"]:
        sentences.append(f"Files rejected lately: {len(facts['rejected_files'])}; each is named below with its reason.")
    return sentences


def _about(mail: dict[str, Any]) -> str:
    words = f" ({plain(mail['server_words'])})" if mail["server_words"] else ""
    who, state = plain(mail["recipient"]), mail["state"]
    return f"The mail of {mail['as_of']} to {who} is {state}{words}: {_UNSENT[state]}."
