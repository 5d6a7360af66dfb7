"""What would be sent, as files."""

import hashlib
import re
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from homeward.outbox.queue import Letter, Mail


def write_letters(folder: Path, mode: int, mails: Iterable[Mail], letters: Iterable[Letter], as_of: date) -> list[Path]:
    """Write the mails owed, and the letters of the night `as_of` not queued yet, as `.eml` files; their paths.

    `folder` is a dry run's own: it is emptied first, and made with the permissions `mode`.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=mode)
    owed = [(mail.as_of, mail.recipient, mail.message_id, mail.message or b"") for mail in mails]
    new = [(as_of, letter.recipient, letter.message_id, letter.message) for letter in letters]
    return [_write(folder, *letter) for letter in (*owed, *new)]


def _write(folder: Path, as_of: date, recipient: str, identity: str, message: bytes) -> Path:
    name = re.sub(r"[^a-z0-9.]+", "-", recipient.lower())
    path = folder / f"{as_of}-{name}-{hashlib.sha256(identity.encode()).hexdigest()[:6]}.eml"
    path.write_bytes(message)
    return path
