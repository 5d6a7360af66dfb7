"""What others supply cannot move a cursor, hide text or turn its direction."""

import sys
import unicodedata

import pytest

from homeward.plain_text import plain


def test_no_control_format_or_line_breaking_sign_survives():
    everything = (chr(code) for code in range(sys.maxunicode + 1))
    unsafe = [sign for sign in everything if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert len(unsafe) > 2000
    assert [hex(ord(sign)) for sign in unsafe if plain(f"a{sign}b") not in ("ab", "a b", "a")] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("红色 \x1b[31mT-shirt\x1b[0m", "红色 T-shirt"),
        ("\x1b]0;your bank\x07shoes", "shoes"),
        ("\x1b]8;;https://evil.example\x1b\\shoes\x1b]8;;\x1b\\", "shoes"),
        ("\x9b2Jshoes", "shoes"),
        ("bag\u202egnp.exe", "baggnp.exe"),
        ("one\r\nTwo: three\tfour", "one Two: three four"),
        ("shoes\x00", "shoes"),
        ("退货 A–Z ¥8.7万 (é)", "退货 A–Z ¥8.7万 (é)"),
    ],
)
def test_text_is_shown_as_one_harmless_line(text, shown):
    assert plain(text) == shown


def test_long_text_is_cut_with_a_sign():
    assert plain("x" * 10_000_000, 10) == "xxxxxxxxx…"
