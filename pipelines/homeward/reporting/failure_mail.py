"""The mail of a night that failed or was stopped: the last results stand, and no count is told as if it were new."""

from datetime import date, datetime
from typing import NamedTuple

from homeward import __version__
from homeward.outbox.mail_settings import Recipient
from homeward.plain_text import plain
from homeward.reporting.mail_message import Bodies, Envelope, message_bytes
from homeward.reporting.mail_page import html_body, text_body
from homeward.reporting.mails import report_link
from homeward.reporting.numbers import long_day, short_day
from homeward.reporting.texts import Texts
from homeward.settings import Settings

_CAUSE_SHOWN = 1000


class FailedNight(NamedTuple):
    """A night that did not publish: why, in a sentence, and the day whose results stand (None before the first)."""

    run_id: str
    as_of: date
    sentence: str
    last: date | None
    moment: datetime


class FailureView(NamedTuple):
    """All that a failed night's mail says, in one language."""

    lang: str
    subject: str
    preheader: str
    brand: str
    whom: str
    day: str
    headline: str
    no_counts: str
    cause: str | None
    next: str
    link: str | None
    attachments: list[str]
    footer: list[str]
    stop_mailto: str


def _view(night: FailedNight, recipient: Recipient, settings: Settings, texts: Texts) -> FailureView:
    """The cause may name files and counts of several enterprises: it is for readers of everything alone."""
    sees_all = recipient.scope == "all"
    known = "" if night.last else "_none"
    last = short_day(night.last, texts.lang)
    link = report_link(settings, night.last, None, texts.lang) if night.last and sees_all else None
    form: str = texts.entry(f"mail.subject.failed{known}")[0]
    return FailureView(
        lang="zh-CN" if texts.lang == "zh" else "en",
        subject=form.format(day=short_day(night.as_of, texts.lang)),
        preheader=texts(f"mail.failure.preheader{known}", day=last),
        brand=texts("mail.brand"),
        whom=texts("mail.for_everything") if sees_all else "",
        day=texts("mail.failure.run_for", day=long_day(night.as_of, texts.lang)),
        headline=texts(f"mail.failure.headline{known}", day=last),
        no_counts=texts("mail.failure.no_counts"),
        cause=plain(night.sentence, _CAUSE_SHOWN) if sees_all else None,
        next=texts(f"mail.failure.next_{'all' if sees_all else 'one'}{known}", day=last),
        link=link,
        attachments=[],
        footer=[texts("mail.advisory"), f"{night.run_id} · Homeward {__version__}"],
        stop_mailto=settings.mail.sender_address,
    )


def failure_mail(night: FailedNight, recipient: Recipient, settings: Settings) -> bytes:
    """The message to one recipient, in their language."""
    texts = Texts(recipient.lang)
    view = _view(night, recipient, settings, texts)
    html, text = html_body("mail_failure", view, texts), text_body("mail_failure", view, texts)
    envelope = Envelope(
        settings.mail.sender,
        settings.mail.sender_address,
        recipient.address,
        night.as_of,
        night.run_id,
        night.moment,
        texts("mail.stop_subject"),
    )
    return message_bytes(Bodies(view.subject, text, html, view.lang), envelope, [])
