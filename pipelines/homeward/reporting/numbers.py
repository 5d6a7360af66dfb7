"""Numbers, money and days as people read them, in English and Chinese. Source: the report's brief, Numbers."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Lang = Literal["en", "zh"]
NONE = "–"
MINUS = "\N{MINUS SIGN}"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = {"en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "zh": "一二三四五六日"}


def _rounded(value: Decimal, places: int) -> str:
    exact = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,}"


def count(number: int | None) -> str:
    """12,006."""
    return NONE if number is None else f"{number:,}"


def signed(number: int) -> str:
    """+206, −27, ±0."""
    if number == 0:
        return "±0"
    return f"+{number:,}" if number > 0 else f"{MINUS}{-number:,}"


def money_cell(value: Decimal | None) -> str:
    """28,065: in a table, whose header names the unit."""
    return NONE if value is None else _rounded(value, 0)


def money(value: Decimal | None, lang: Lang) -> str:
    """In a sentence: CNY 87k, CNY 31.40m; ¥8.7万, ¥3,140万, ¥1.25亿."""
    if value is None:
        return NONE
    return _money_zh(value) if lang == "zh" else _money_en(value)


def _money_en(value: Decimal) -> str:
    # 999,500 and more would round to "1,000k".
    if value >= 999_500:
        return f"CNY {_rounded(value / 1_000_000, 2)}m"
    return f"CNY {_rounded(value / 1000, 0)}k" if value >= 1000 else f"CNY {_rounded(value, 0)}"


def _money_zh(value: Decimal) -> str:
    if value >= 99_995_000:
        return f"¥{_rounded(value / 100_000_000, 2)}亿"
    if value >= 999_500:
        return f"¥{_rounded(value / 10_000, 0)}万"
    return f"¥{_rounded(value / 10_000, 1)}万" if value >= 10_000 else f"¥{_rounded(value, 0)}"


def share(part: int, whole: int) -> str:
    """81.8%."""
    return f"{_rounded(Decimal(100 * part) / whole, 1)}%" if whole else NONE


def short_day(day: date | None, lang: Lang) -> str:
    """22 Nov; 11-22."""
    if day is None:
        return NONE
    return f"{day:%m-%d}" if lang == "zh" else f"{day.day} {_MONTHS[day.month - 1]}"


def long_day(day: date, lang: Lang) -> str:
    """Sun 22 Nov 2026; 2026 年 11 月 22 日（周日）."""
    weekday = _WEEKDAYS[lang][day.weekday()]
    if lang == "zh":
        return f"{day.year} 年 {day.month} 月 {day.day} 日（周{weekday}）"
    return f"{weekday} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment(at: datetime) -> str:
    """2026-11-22 02:31, China time."""
    return f"{at:%Y-%m-%d %H:%M}"
