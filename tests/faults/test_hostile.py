"""Names, cells, paths and archives that were made to hurt: nothing runs, nothing breaks out, the night goes on."""

import gzip
import io
import json
import os
import random
import re
import resource
from pathlib import Path

import pytest
import zstandard

from faults.conftest import FIRST, Ended, NightHouse
from feed_rows import ENTERPRISE, declaration, returned
from homeward.warehouse.archive import unpacked

TEXTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|'/c calc'!A0",
    "@SUM(1)",
    "-2+3",
    "\x1b[2J\x1b]0;owned\x07",
    "\x1b]8;;http://evil.example\x1b\\click",
    "\u202egnp.exe",
    "\u2066right\u2069",
    "'); DROP TABLE return_line; --",
    "$$; ATTACH '/etc/passwd' AS x; $$",
    "{{ 7*7 }}{% for x in () %}{% endfor %}",
    "{0.__class__}",
    "%s%n%x",
    "line one\nline two",
    "../../../../etc/passwd",
    "\\\\server\\share",
    "\ufeffx",
    "😀" * 50,
    "̂" * 200,
]
# What a terminal or a log must never be given, but for the line's own end.
UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def assert_harmless(house: NightHouse, ended: Ended, *, code: int) -> None:
    assert ended.code == code, ended.err
    assert not UNPRINTABLE.search(ended.out + ended.err)
    assert "Traceback" not in ended.err
    rows = house.ask(
        "SELECT rows_read - rows_accepted - rows_amended - rows_duplicate - rows_quarantined FROM load_file"
    )
    assert {left for (left,) in rows} <= {0}


def test_texts_stay_texts(new_house: NightHouse) -> None:
    """In every column that holds free text, of every feed."""
    new_house.deliver("reference/enterprises.csv", [{**ENTERPRISE, "name": TEXTS[0]}])
    originals = [
        declaration(line_no=number, goods_name=text, goods_spec=text, item_no=text, mark=text, order_no=text)
        for number, text in enumerate(TEXTS, 1)
    ]
    returns = [
        returned(return_no=text, document_line_no=number, item_no=text, mark=text, evidence_ref=text, shipment_no=text)
        for number, text in enumerate(TEXTS, 1)
    ]
    new_house.deliver("declarations.csv", originals)
    new_house.deliver("returns.csv", returns)

    ended = new_house.run_night(FIRST, log_file=str(new_house.folder / "log.jsonl"))

    assert ended.code in (0, 1), ended.err
    assert_harmless(new_house, ended, code=ended.code)
    held = {text for (text,) in new_house.ask("SELECT goods_name FROM declaration_line")}
    quarantined = new_house.ask("SELECT count(*) FROM quarantine WHERE feed = 'declarations'")[0][0]
    assert len(held) + quarantined == len(TEXTS)
    assert {"'); DROP TABLE return_line; --", "{{ 7*7 }}{% for x in () %}{% endfor %}"} <= held
    lines = (new_house.folder / "log.jsonl").read_text(encoding="utf-8")
    assert not UNPRINTABLE.search(lines)
    assert all(json.loads(line) for line in lines.splitlines())


@pytest.mark.parametrize("command", ["status", "nights", "verify"])
def test_commands_print_no_control_signs_of_names_they_did_not_choose(new_house: NightHouse, command: str) -> None:
    new_house.deliver_usual()
    (new_house.inbox / "\x1b[31mred\x1b]0;owned\x07\u202e.csv").write_text("colour,size\nred,3\n", encoding="utf-8")
    new_house.run_night(FIRST)

    ended = new_house.start(command).end()

    assert not UNPRINTABLE.search(ended.out + ended.err)
    assert "Traceback" not in ended.err


FILE_NAMES = [
    "$(touch owned).csv",
    "; touch owned; .csv",
    "-rf.csv",
    "--help.csv",
    "line\nbreak.csv",
    "quote'\"`.csv",
    "<b>bold</b>.csv",
    "\x1b[31mred.csv",
    "\u202egpj.csv",
    "名字 with space.csv",
    "%s.csv",
    "{{ 7*7 }}.csv",
    "*?.csv",
    "x" * 250 + ".csv",
]


def test_file_names_are_only_names(new_house: NightHouse) -> None:
    for number, name in enumerate(FILE_NAMES):
        new_house.deliver(name, [returned(return_no=f"R{number}")])

    ended = new_house.run_night(FIRST)

    assert_harmless(new_house, ended, code=0)
    assert new_house.ask("SELECT count(*) FROM return_line") == [(len(FILE_NAMES),)]
    assert {path for (path,) in new_house.ask("SELECT path FROM load_file")} == set(FILE_NAMES)
    assert not list(new_house.folder.rglob("owned"))


def test_a_name_that_is_no_text_is_survived(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    raw = os.fsencode(new_house.inbox) + b"/\xff\xfe.csv"
    Path(os.fsdecode(raw)).write_text("return_no\nx\n", encoding="utf-8")

    ended = new_house.run_night(FIRST)

    assert ended.code in (0, 1), ended.err
    assert_harmless(new_house, ended, code=ended.code)
    assert new_house.ask("SELECT count(*) FROM return_line") == [(1,)]


def test_folders_within_folders(new_house: NightHouse) -> None:
    deep = "/".join(["d" * 200] * 17)
    new_house.deliver(f"{deep}/returns.csv", [returned()])

    assert_harmless(new_house, new_house.run_night(FIRST), code=0)
    assert new_house.ask("SELECT count(*) FROM return_line") == [(1,)]


def test_a_link_out_of_the_inbox_is_not_followed_and_not_archived(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    secret = new_house.folder / "secret.csv"
    new_house.deliver("../secret.csv", [returned(return_no="SECRET")])
    (new_house.inbox / "link.csv").symlink_to(secret)

    ended = new_house.run_night(FIRST)

    assert_harmless(new_house, ended, code=1)
    assert new_house.ask("SELECT return_no FROM return_line") == [("R1",)]
    archived = list((new_house.warehouse.parent / "homeward.archive").glob("??/*.zst"))
    assert not [path for path in archived if b"SECRET" in b"".join(unpacked(path))]


def test_a_cell_of_ten_megabytes(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    new_house.deliver("huge.csv", [returned(return_no="R2", evidence_ref="x" * 10_000_000), returned(return_no="R3")])

    ended = new_house.run_night(FIRST)

    assert ended.code in (0, 1), ended.err
    assert_harmless(new_house, ended, code=ended.code)
    assert len(ended.err) < 20_000
    assert new_house.ask("SELECT count(*) FROM return_line WHERE return_no = 'R3'") == [(1,)]


def test_nul_in_a_file(new_house: NightHouse) -> None:
    new_house.deliver_usual()
    new_house.deliver("nul.csv", [returned(return_no="R2", mark="a\x00b")])

    assert_harmless(new_house, new_house.run_night(FIRST), code=1)
    assert new_house.ask("SELECT count(*) FROM return_line") == [(1,)]
    assert new_house.ask("SELECT status FROM load_file WHERE path = 'nul.csv'") == [("rejected",)]


def bomb(name: str, times: int) -> bytes:
    """A header, and then one cell that unpacks to `times` megabytes of blanks."""
    header = b"return_no,line_no,enterprise_code,applied_on,quantity,unit\n"
    out = io.BytesIO()
    if name.endswith(".gz"):
        with gzip.open(out, "wb", compresslevel=9) as packed:
            packed.write(header)
            for _ in range(times):
                packed.write(b" " * (1 << 20))
        return out.getvalue()
    with zstandard.ZstdCompressor(level=19).stream_writer(out, closefd=False) as packed:
        packed.write(header)
        for _ in range(times):
            packed.write(b" " * (1 << 20))
    return out.getvalue()


@pytest.mark.parametrize("name", ["bomb.csv.gz", pytest.param("bomb.csv.zst", marks=pytest.mark.slow)])
def test_an_archive_that_grows_without_end(new_house: NightHouse, name: str) -> None:
    new_house.deliver_usual()
    (new_house.inbox / name).write_bytes(bomb(name, 1500))
    limit = 1 << 30

    ended = new_house.run_night(FIRST, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))

    assert_harmless(new_house, ended, code=1)
    assert new_house.ask("SELECT status FROM load_file WHERE path LIKE 'bomb%'") == [("rejected",)]
    assert new_house.ask("SELECT count(*) FROM return_line") == [(1,)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_rubbish_of_every_kind(new_house: NightHouse, seed: int) -> None:
    """Random bytes, good files with bits flipped, and files cut off: each is taken, quarantined or rejected."""
    chance = random.Random(seed)
    good = new_house.deliver("good.csv", [returned(return_no=f"R{n}") for n in range(50)]).read_bytes()
    for number in range(60):
        damaged = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        made = chance.choice([bytes(damaged), good[: chance.randrange(len(good))], chance.randbytes(500)])
        (new_house.inbox / f"rubbish-{number}.csv").write_bytes(made)

    ended = new_house.run_night(FIRST)

    assert ended.code in (0, 1), ended.err
    assert_harmless(new_house, ended, code=ended.code)


def test_no_secret_is_written_anywhere(new_house: NightHouse) -> None:
    secret = "correct-horse-battery-staple"
    new_house.deliver_usual()

    ended = new_house.run_night(FIRST, smtp_password=secret, log_file=str(new_house.folder / "log.jsonl"))

    assert ended.code == 0, ended.err
    assert secret not in ended.out + ended.err
    written = [path for path in new_house.folder.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if secret.encode() in path.read_bytes()]


def test_no_message_says_whose_a_document_is(new_house: NightHouse) -> None:
    """A return that claims another enterprise's line learns that it is not its own, and nothing more."""
    other = "91350100M000200Y4T"
    new_house.deliver_usual()
    new_house.deliver("theirs.csv", [returned(return_no="R2", enterprise_code=other)])

    ended = new_house.run_night(FIRST)

    assert ended.code in (0, 1), ended.err
    told = new_house.ask("SELECT * FROM comparison WHERE return_no = 'R2'")
    owner = str(declaration()["enterprise_code"])
    assert told
    assert not [cell for row in told for cell in row if owner in str(cell)]
