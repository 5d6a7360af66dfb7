"""Identifiers that are valid in form. Source: law.md, Identifiers."""

from homeward.feeds.codes import CREDIT_CODE_ALPHABET


def credit_code(first_seventeen: str) -> str:
    """A unified social credit code: 17 characters and their check digit (GB 32100-2015).

    Raises ValueError where a character is not of its alphabet.
    """
    total = sum(CREDIT_CODE_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first_seventeen))
    return first_seventeen + CREDIT_CODE_ALPHABET[(31 - total % 31) % 31]


def enterprise_codes(division: str, number: int) -> tuple[str, str]:
    """The 18- and the 10-character code of the `number`th enterprise of an administrative division (6 digits)."""
    eighteen = credit_code(f"91{division}MA2{_in_alphabet(700_000 + number * 7919, 5)}{number % 10}")
    return eighteen, f"{division[:4]}96{_in_alphabet(40_000 + number * 613, 4)}"


def _in_alphabet(number: int, width: int) -> str:
    base, text = len(CREDIT_CODE_ALPHABET), ""
    for _ in range(width):
        number, rest = divmod(number, base)
        text = CREDIT_CODE_ALPHABET[rest] + text
    return text
