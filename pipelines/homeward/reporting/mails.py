"""The mails of a night: one to each recipient, in their language, about what they may see."""

import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from homeward.outbox.mail_settings import Recipient
from homeward.reporting.figures import Figures, night_figures
from homeward.reporting.mail_message import Attachment, Bodies, Envelope, fitting, message_bytes, zipped
from homeward.reporting.mail_page import html_body, text_body
from homeward.reporting.mail_totals import check_mail, check_workbook
from homeward.reporting.mail_view import MailFacts, MailView, mail_view
from homeward.reporting.numbers import Lang
from homeward.reporting.page import render_page
from homeward.reporting.places import folder_of, page_names
from homeward.reporting.scope import Scope, scope_to
from homeward.reporting.send_policy import is_sent
from homeward.reporting.texts import Texts
from homeward.reporting.totals import check_totals
from homeward.reporting.workbook import read_sheets
from homeward.reporting.workbook_file import Sheet, written_workbook
from homeward.settings import Settings
from homeward.warehouse.statement import statement

# What the bodies and headers may take of a message's size.
_BODIES_BYTES = 150_000
WORKBOOK, MAIL = "exceptions.xlsx", "mail.eml"


class Parcel(NamedTuple):
    """What one scope's readers of one language get: all but the names on the envelope."""

    figures: Figures
    bodies: Bodies
    attachments: list[Attachment]


class MadeForAll(NamedTuple):
    """What the reports made already for readers of everything: proved figures, and the night's workbook."""

    figures: Figures
    workbook: bytes


class Made(NamedTuple):
    """What is made already of a scope's attachments: its page, and its workbook."""

    page: str | None
    workbook: bytes | None


def enterprises_named(con: duckdb.DuckDBPyConnection, recipient: Recipient) -> Scope:
    """The enterprises whose lines a recipient may see, by the code that stands for both; None is all of them."""
    if recipient.scope == "all":
        return None
    rows = con.execute(statement("mail/enterprises_named"), {"codes": list(recipient.scope)}).fetchall()
    return tuple(enterprise for (enterprise,) in rows)


def _names(con: duckdb.DuckDBPyConnection, scope: Scope) -> tuple[str, ...]:
    rows = con.execute(statement("mail/enterprise_names"), {"enterprises": list(scope or ())}).fetchall()
    return tuple(name for (name,) in rows)


def report_link(settings: Settings, as_of: date, scope: Scope, lang: Lang) -> str | None:
    """Where the report of a scope is; there is none of several enterprises together."""
    if settings.base_url is None or (scope is not None and len(scope) != 1):
        return None
    page = page_names(settings.lang).get(lang, "index.html")
    place = [as_of.isoformat(), *(folder_of(enterprise) for enterprise in scope or ()), page]
    return "/".join([settings.base_url.rstrip("/"), *place])


def workbook_sheets(
    con: duckdb.DuckDBPyConnection, figures: Figures, lang: Lang, rows_at_most: int, *, mask: bool = False
) -> list[Sheet]:
    """The sheets of the lines that `con` is scoped to, proved against their figures."""
    sheets = read_sheets(con, figures, Texts(lang), rows_at_most, mask=mask)
    check_workbook(figures, sheets)
    return sheets


def _attachments(
    con: duckdb.DuckDBPyConnection, figures: Figures, lang: Lang, settings: Settings, made: Made
) -> list[Attachment]:
    day, mail = figures.as_of.isoformat(), settings.mail
    found = []
    # The report tells whole document numbers.
    if mail.attach_zip and not mail.mask_documents:
        page = made.page or render_page(figures, lang)
        found.append(Attachment(f"homeward-{day}.zip", zipped(f"homeward-{day}.html", page, figures.as_of)))
    if mail.attach_xlsx:
        book = made.workbook
        if book is None or mail.mask_documents:
            sheets = workbook_sheets(con, figures, lang, settings.embed_lines_max, mask=mail.mask_documents)
            book = written_workbook(sheets, Texts(lang), figures.as_of)
        found.append(Attachment(f"exceptions-{day}.xlsx", book))
    return found


def _bodies(figures: Figures, texts: Texts, facts: MailFacts) -> tuple[MailView, Bodies]:
    view = mail_view(figures, texts, facts)
    text, html = text_body("mail", view, texts), html_body("mail", view, texts)
    return view, Bodies(view.subject, text, html, view.lang)


def parcel(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    figures: Figures,
    scope: Scope,
    lang: Lang,
    made: Made,
) -> Parcel:
    """Bodies and attachments for the readers of a scope, made and proved.

    `figures`: of that scope, proved; `con` is scoped to it. Raises TotalsMismatch, naming the two figures
    that differ.
    """
    kept, left_out = fitting(
        _attachments(con, figures, lang, settings, made), settings.mail.max_message_bytes - _BODIES_BYTES
    )
    facts = MailFacts(
        sender_address=settings.mail.sender_address,
        link=report_link(settings, figures.as_of, scope, lang),
        attached=tuple(attachment.name for attachment in kept),
        left_out=tuple(attachment.name for attachment in left_out),
        mask_documents=settings.mail.mask_documents,
        enterprise_names=_names(con, scope),
    )
    view, bodies = _bodies(figures, Texts(lang), facts)
    check_mail(figures, view, bodies)
    return Parcel(figures, bodies, kept)


def _addressed(made: Parcel, settings: Settings, recipient: str, lang: Lang) -> bytes:
    night = made.figures.night
    envelope = Envelope(
        settings.mail.sender,
        settings.mail.sender_address,
        recipient,
        made.figures.as_of,
        night["run_id"],
        night["finished_at"],
        Texts(lang)("mail.stop_subject"),
    )
    return message_bytes(made.bodies, envelope, made.attachments)


def night_language(lang: str) -> Lang:
    """The language of what there is only once a night."""
    return "zh" if lang == "zh" else "en"


def file_name(address: str) -> str:
    """The name of a recipient's mail file, another for each address: where a sign is replaced, its hash follows."""
    address = address.lower()
    name = re.sub(r"[^a-z0-9@._+-]", "_", address)
    told_apart = "" if name == address else f"-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
    return f"{name}{told_apart}.eml"


def _page_made(folder: Path, settings: Settings, scope: Scope, lang: Lang) -> str | None:
    """The page of a scope that lies in the folder of the night already, if it is the one that a mail holds.

    Of several enterprises together there is none, and one that stands beside another language's names its file.
    """
    names = page_names(settings.lang)
    if len(names) > 1 or lang not in names or (scope is not None and len(scope) != 1):
        return None
    page = Path(folder, *(folder_of(enterprise) for enterprise in scope or ()), names[lang])
    return page.read_bytes().decode() if page.exists() else None


def write_mails(
    con: duckdb.DuckDBPyConnection, folder: Path, settings: Settings, for_all: MadeForAll | None = None
) -> None:
    """Write `mail.eml`, to readers of everything in the night's language, and to each recipient theirs in `mail/`.

    `mail/` holds only what the send policy lets out. Each message goes to one address. `for_all`: what is made
    already, with the pages in `folder`. Raises TotalsMismatch before anything is written.
    """
    night_lang = night_language(settings.lang)

    @cache
    def figures_of(scope: Scope) -> Figures:
        if scope is None and for_all:
            return for_all.figures
        figures = night_figures(con, settings.embed_lines_max, scope)
        check_totals(con, figures)
        return figures

    @cache
    def made(scope: Scope, lang: Lang) -> Parcel:
        figures = figures_of(scope)
        scope_to(con, scope, settings.embed_lines_max)
        page = _page_made(folder, settings, scope, lang) if for_all else None
        book = for_all.workbook if for_all and scope is None and lang == night_lang else None
        return parcel(con, settings, figures, scope, lang, Made(page, book))

    sender = settings.mail.sender_address
    written = {Path(MAIL): _addressed(made(None, night_lang), settings, sender, night_lang)}
    for recipient in settings.mail.recipients:
        theirs = made(enterprises_named(con, recipient), recipient.lang)
        if is_sent(settings.mail.send, theirs.figures):
            address = recipient.address
            written[Path("mail", file_name(address))] = _addressed(theirs, settings, address, recipient.lang)
    (folder / "mail").mkdir(parents=True, exist_ok=True)
    for name, message in written.items():
        (folder / name).write_bytes(message)
