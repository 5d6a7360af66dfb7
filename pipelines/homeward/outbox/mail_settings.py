"""The `[mail]` settings: how mails are sent, to whom, and what they carry."""

import os
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

PORTS = {"starttls": 587, "tls": 465, "none": 25}


def checked_address(text: str) -> str:
    """`text` when it is one bare mail address in ASCII; raises ValueError with what to write instead."""
    if not text.isascii() or not text.isprintable():
        raise ValueError(f"{text!r} is not an ASCII mail address; write a domain with other letters in its xn-- form")
    try:
        address = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise ValueError(f"{text!r} is not a mail address; write name@example.com") from error
    if not (address.username and address.domain) or "@" in address.username or " " in text:
        raise ValueError(f"{text!r} is not a mail address; write name@example.com")
    return text


def checked_sender(text: str) -> str:
    """`text` when it is an address, alone or after a name: `Homeward <homeward@example.com>`."""
    if not text.isprintable():
        raise ValueError(f"the sender {text!r} holds control characters")
    checked_address(parseaddr(text)[1] or text)
    return text


class Recipient(BaseModel):
    """Who gets a mail, in which language, and of which enterprises (`all`, or their codes)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: Annotated[str, AfterValidator(checked_address)]
    lang: Literal["en", "zh"] = "en"
    scope: Literal["all"] | Annotated[tuple[str, ...], Field(min_length=1)] = "all"


class MailSettings(BaseModel):
    """All of `[mail]`. The password comes from the environment (HOMEWARD_SMTP_PASSWORD) and is never held here.

    Without a `host` nothing is sent: the messages are only written beside the reports.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str | None = Field(default=None, pattern=r"^[A-Za-z0-9._:-]+$")
    port: int | None = Field(default=None, ge=1, le=65535, description="by default 587, 465 or 25, as `tls` says")
    tls: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: Path | None = Field(default=None, description="the certificates to trust, instead of the system's")
    user: str | None = None
    sender: Annotated[str, AfterValidator(checked_sender)] = "homeward@localhost"
    recipients: tuple[Recipient, ...] = ()
    send: Literal["always", "on_change", "on_due"] = "always"
    attach_zip: bool = True
    attach_xlsx: bool = True
    max_message_bytes: int = Field(default=10_000_000, gt=0)
    mask_documents: bool = False
    timeout_seconds: float = Field(default=30, gt=0, le=600, description="for each answer of the server")
    retry_minutes: float = Field(default=15, ge=0, le=720, description="how long one night goes on trying")
    give_up_days: int = Field(default=7, ge=1, le=36_500, description="a mail older than this is no longer tried")
    uncertain: Literal["retry", "hold"] = Field(
        default="hold", description="what becomes of a mail of which no one knows whether the server took it"
    )

    @property
    def server_port(self) -> int:
        """The port given, else the usual one."""
        return self.port or PORTS[self.tls]

    @property
    def sender_address(self) -> str:
        """The sender without a name."""
        return parseaddr(self.sender)[1] or self.sender

    @field_validator("ca_file")
    @classmethod
    def _readable(cls, value: Path | None) -> Path | None:
        if value is not None and not (value.is_file() and os.access(value, os.R_OK)):
            raise ValueError(f"{value} is not there or cannot be read; name a PEM file of the certificates to trust")
        return value

    @model_validator(mode="after")
    def _kept_secret(self) -> Self:
        if self.user and self.tls == "none":
            raise ValueError('`user` needs tls = "starttls" or "tls": a password is never sent over an open line')
        return self

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        addresses = [recipient.address.lower() for recipient in self.recipients]
        twice = sorted({address for address in addresses if addresses.count(address) > 1})
        if twice:
            raise ValueError(f"recipients named twice: {', '.join(twice)}; give each one entry with its whole scope")
        return self
