"""Dates of feeds as year, month and day, where they can be read in one way only."""

import re
from datetime import UTC, date, datetime

from factcheck.matching.words import words

_WRITTEN = re.compile(
    r"(?:[A-Za-z]{3,9},\s*)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?"
    r"|(?P<month_first>[A-Za-z]{3,9})\.?\s+(?P<day_after>\d{1,2})(?:st|nd|rd|th)?),?\s+(?P<year>\d{4})\b"
)
_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?![\d./-])")
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ].*)?)?)?")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EPOCH = re.compile(r"\d{9,10}|\d{12,13}")
_NONE = frozenset("0-:TZ +.")


def plain_date(text: str) -> str:
    """`text` as 2024-05-01 where it says just that; as it is where it may say several days (1/5/2024), or none.

    What is in the form of ISO 8601 stays, with its time; zeros for a date are none.
    """
    if not text or _NONE.issuperset(text):
        return ""
    if _ISO.fullmatch(text):
        return text
    if together := _TOGETHER.fullmatch(text):
        return _of(*map(int, together.groups())) or text
    if _EPOCH.fullmatch(text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    if written := _WRITTEN.match(text):
        month = _month(written["month"] or written["month_first"])
        return _of(int(written["year"]), month, int(written["day"] or written["day_after"])) or text
    if numbers := _NUMBERS.match(text):
        return _of_numbers(int(numbers[1]), numbers[2], int(numbers[3]), int(numbers[4])) or text
    return text


def _of_numbers(first: int, mark: str, second: int, third: int) -> str:
    if first > 31:
        return _of(first, second, third)
    if mark == "." or first > 12 or first == second:
        return _of(third, second, first)
    return _of(third, first, second) if second > 12 else ""


def _month(name: str) -> int:
    known = list(_MONTHS)
    full = words().month_abbreviations.get(name.lower(), name.lower())
    return known.index(full) + 1 if full in known else 0


def _of(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
