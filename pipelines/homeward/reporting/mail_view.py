"""What a mail says, ready for its HTML and its text: both are filled from the same view, so they cannot differ."""

from typing import NamedTuple

from homeward.plain_text import plain
from homeward.reporting import mail_tables as tables
from homeward.reporting.figures import BAR, Figures, value_of
from homeward.reporting.headline import headline, open_lines_said, relief_sentence, second_lines, warnings
from homeward.reporting.mail_lines import Listed, due_list, past_list, ship_list
from homeward.reporting.numbers import count, long_day, money, short_day, signed
from homeward.reporting.texts import Texts

SUBJECT_LONGEST = 50


class Count(NamedTuple):
    """One of the four counts that stand under the verdict bar."""

    verdict: str
    name: str
    lines: int
    shown: str
    value: str
    change: str


class MailView(NamedTuple):
    """All that a night's mail says, in one language."""

    lang: str
    kind: str
    subject: str
    preheader: str
    brand: str
    whom: str
    day: str
    lead: str | None
    sentences: list[str]
    warnings: list[str]
    link: str | None
    bar: list[tables.Part]
    bar_label: str
    counts: list[Count]
    counts_note: str
    past: Listed
    due: Listed
    due_note: str
    ship: Listed
    runway: list[tables.Column]
    since_note: str
    changes: list[tables.Change]
    rules: list[tables.MissedRule]
    more_rules: int
    enterprises: list[tables.EnterpriseRow]
    enterprises_note: str
    more_enterprises: int
    relief: list[str]
    quality: list[str]
    attachments: list[str]
    footer: list[str]
    stop_mailto: str


class MailFacts(NamedTuple):
    """What a mail is told beside its figures: how it is sent, and what travels with it."""

    sender_address: str
    link: str | None = None
    attached: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    mask_documents: bool = False
    enterprise_names: tuple[str, ...] = ()


def subject(figures: Figures, texts: Texts) -> str:
    """The first of the kind's forms that has at most fifty characters; number first, the day always."""
    due = figures.due_within_week
    value = value_of(due)
    forms: list[str] = texts.entry(f"mail.subject.{figures.kind}")
    values = {
        "due": texts("mail.due", n=len(due)) if due else texts("mail.nothing_due"),
        "files": texts("mail.files_refused", n=len(figures.rejected)),
        "day": short_day(figures.as_of, texts.lang),
        "value": money(value, texts.lang),
    }
    filled = [form.format(**values) for form in forms if value is not None or "{value}" not in form]
    return next((form for form in filled if len(form) <= SUBJECT_LONGEST), filled[-1])


def counts(figures: Figures, texts: Texts) -> list[Count]:
    """Open lines by verdict, then rows in quarantine: always in this order."""
    found = []
    for verdict in BAR:
        row = figures.verdicts.get(verdict, {"lines": 0, "value_cny": None})
        value = texts("mail.no_value") if row["value_cny"] is None else money(row["value_cny"], texts.lang)
        change = "" if figures.last_night is None else signed(tables.net_change(figures, verdict))
        name = texts(f"verdict.{verdict}")
        found.append(Count(verdict, name, row["lines"], count(row["lines"]), value if row["lines"] else "", change))
    rows = figures.quarantined
    words = texts("mail.rows", n=rows)
    return [*found, Count("quarantined", texts("verdict.quarantined"), rows, count(rows), words, "")]


def lead(figures: Figures, texts: Texts) -> str | None:
    """What is said before all else: the kind of night, where it is not the usual one."""
    if figures.kind in ("first", "unchanged", "suspicious"):
        return texts(f"mail.lead.{figures.kind}")
    if figures.kind == "partial":
        return texts("mail.lead.partial", n=len(figures.rejected))
    return None


def sentences(figures: Figures, texts: Texts) -> list[str]:
    """The one thing to do, then what else must not be missed."""
    late = figures.enterprise is not None and figures.night["warnings"]
    said = [headline(figures, texts), *second_lines(figures, texts)]
    return [*said, texts("mail.late_for_enterprise")] if late else said


def _since(figures: Figures, texts: Texts) -> str:
    if figures.last_night is None:
        return texts("mail.since_first")
    key = "mail.since_note" if figures.law_is_same else "mail.since_note_rules"
    compared = texts(key, day=short_day(figures.last_night["as_of"], texts.lang))
    return texts("space").join((compared, open_lines_said(figures, texts)))


def _relief(figures: Figures, texts: Texts) -> list[str]:
    """Lines whose six months end soon, then all others that are still expected."""
    others = {name: figures.relief_window[f"lines_{name}"] for name in ("later", "past", "unknown", "refused")}
    said = {name: count(lines) for name, lines in others.items()}
    first = relief_sentence(figures, texts)
    return [first, texts("mail.relief_others", **said)] if any(others.values()) else [first]


def _quality(figures: Figures, texts: Texts) -> list[str]:
    sentences = []
    if received := figures.received:
        names = ("accepted", "amended", "duplicate", "quarantined")
        shown = {name: count(int(received[f"rows_{name}"])) for name in names}
        sentences.append(texts("mail.rows_read", n=int(received["rows_read"]), **shown))
    waiting = figures.quarantined
    sentences.append(texts("mail.rows_waiting", n=waiting) if waiting else texts("mail.rows_none"))
    refused = figures.rejected
    sentences += [texts("mail.file_refused", path=plain(row["path"], 80)) for row in refused[: tables.FILES_SHOWN]]
    if len(refused) > tables.FILES_SHOWN:
        sentences.append(texts("mail.more_files", n=len(refused) - tables.FILES_SHOWN))
    unvalued = figures.lines_without_value
    return [*sentences, texts("mail.unvalued", n=unvalued)] if unvalued else sentences


def _attachments(facts: MailFacts, texts: Texts) -> list[str]:
    sentences = [
        texts(key, files=texts("separator").join(files))
        for key, files in (("mail.attached", facts.attached), ("mail.not_attached", facts.left_out))
        if files
    ]
    return [*sentences, texts("mail.masked")] if facts.mask_documents else sentences


def _whom(figures: Figures, facts: MailFacts, texts: Texts) -> str:
    if figures.enterprise is None:
        return texts("mail.for_everything")
    return texts("mail.for_whom", enterprises=texts("separator").join(map(plain, facts.enterprise_names)))


def mail_view(figures: Figures, texts: Texts, facts: MailFacts) -> MailView:
    """The mail about `figures` in the language of `texts`."""
    night, four = figures.night, counts(figures, texts)
    by_verdict = {one.verdict: one.shown for one in four}
    bare = {one.verdict: one.lines for one in four}
    enterprises = tables.enterprise_rows(figures, texts)
    rules, more_rules = tables.missed_rules(figures, texts)
    due = due_list(figures, texts, facts.mask_documents)
    note = "mail.counts_note_first" if figures.last_night is None else "mail.counts_note"
    return MailView(
        lang="zh-CN" if texts.lang == "zh" else "en",
        kind=figures.kind,
        subject=subject(figures, texts),
        preheader=texts("mail.preheader", **by_verdict),
        brand=texts("mail.brand"),
        whom=_whom(figures, facts, texts),
        day=texts("mail.decided_for", day=long_day(figures.as_of, texts.lang)),
        lead=lead(figures, texts),
        sentences=sentences(figures, texts),
        warnings=[plain(warning) for warning in warnings(figures, texts.lang)] if figures.enterprise is None else [],
        link=facts.link,
        bar=tables.parts({verdict: bare[verdict] for verdict in BAR}),
        bar_label=texts("mail.verdict_bar", **by_verdict),
        counts=four,
        counts_note=texts(note, n=figures.counts["open_lines"]),
        past=past_list(figures, texts, facts.mask_documents),
        due=due,
        due_note=texts("mail.due_pick" if due.more else "mail.due_note"),
        ship=ship_list(figures, texts, facts.mask_documents),
        runway=tables.columns(figures),
        since_note=_since(figures, texts),
        changes=tables.changes(figures) if figures.last_night is not None else [],
        rules=rules,
        more_rules=more_rules,
        enterprises=enterprises,
        enterprises_note=tables.enterprises_note(figures, texts),
        more_enterprises=len(figures.enterprises) - len(enterprises) if enterprises else 0,
        relief=_relief(figures, texts),
        quality=_quality(figures, texts),
        attachments=_attachments(facts, texts),
        footer=[
            texts("mail.advisory"),
            texts("mail.night", **{name: night[name] for name in ("run_id", "rulebook", "version")}),
        ],
        stop_mailto=facts.sender_address,
    )
