"""Text that others supplied, made safe to print: no escape sequence, control, invisible or direction-changing sign."""

import re

TERMINAL_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c|$)"  # OSC, DCS and their like: titles, links
    r"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
LINE_BREAKING = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

DIRECTION_CHANGING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def undirected(text: str) -> str:
    """`text` without signs that turn round what follows it."""
    return text if text.isascii() else DIRECTION_CHANGING.sub("", text)


def plain(text: object, limit: int = 500) -> str:
    """One printable line of `text`, for a terminal, a log or a mail header; never longer than `limit` characters."""
    line = str(text)[: limit * 20]
    line = LINE_BREAKING.sub(" ", TERMINAL_SEQUENCE.sub("", line))
    line = UNSEEN.sub("", line).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"
