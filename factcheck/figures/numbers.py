"""Read numbers where they stand: digits, words, scales, halves, dozens, fractions."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from text_to_num import text2num

from factcheck.figures.tables import either, numbers, table

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_MOST_DIGITS = 15
# what "one in …" is said of; "45 in 2016" is no share
_WHOLES = {*map(Decimal, range(2, 21)), *(Decimal(10) ** n for n in range(2, 7))}


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start:end` of a text.

    `low` and `high` are its limits, `high` None where it has none; `open` is true for "thousands", whose `low` is
    the least that it can mean. `raw` is the value before `scale`; `part` is true for a part of a whole. `step` is
    the worth of the last digit given.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    raw: Decimal
    scale: Decimal = Decimal(1)
    open: bool = False
    part: bool = False
    step: Decimal = Decimal(1)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    scale = either(numbers("scales"))
    cardinal = rf"(?:{either(table('numbers')['small'])}|hundred|thousand|million|billion|trillion)"
    run = rf"{cardinal}(?:(?:[-\s]|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+|(?<=million)\s+and\s+){cardinal})*"
    short = either(numbers("short_scales"))
    fraction = either(table("numbers")["fractions"])
    value = rf"(?:{_DIGITS}|{run}|an?)"
    return {
        name: re.compile(pattern, re.IGNORECASE)
        for name, pattern in {
            "of_scales": r"(?P<many>tens|dozens|hundreds|thousands)\s+(?:and\s+\w+\s+)?of\s+"
            r"(?P<plural>thousands|millions|billions)\b",
            "plural": rf"(?P<plural>{either(numbers('plurals'))})\b(?!\s+place)",
            "in": rf"(?P<few>{_DIGITS}|{run})\s+(?:in|out\s+of|of(?=\s+(?:10|ten)\b))\s+(?:every\s+)?"
            rf"(?P<whole>{_DIGITS}|{run})\b(?![.,]\d)",
            "and_part": rf"(?P<value>{_DIGITS}|{run}|an?)\s+(?:(?P<before>{scale})\s+)?and\s+(?:a|one)[\s-]"
            rf"(?P<part>half|quarter|third)(?:\s+(?P<scale>{scale}))?\b",
            "part_of_scale": rf"(?:(?:an?|one|three)[\s-])?(?P<part>half|quarter|quarters)[\s-](?:of\s+)?(?:an?[\s-])?"
            rf"(?P<scale>{scale})\b",
            "fraction": rf"(?:(?P<value>{value})[\s-])?(?P<part>{fraction})\b",
            "vulgar": rf"(?P<value>\d*)\s?(?P<part>[½¼¾])(?:[\s-]+(?P<scale>{scale})\b)?",
            "digits": rf"(?P<value>{_DIGITS})(?:(?P<short>{short})(?![\w])|[\s-]+(?P<scale>{scale})\b)?",
            "a_scale": rf"an?\s+(?P<scale>{scale})\b",
            "dozen": rf"(?P<value>{run})[\s-]+dozen\b",
            "words": rf"(?P<run>{run})\b",
        }.items()
    }


@cache
def beginnings() -> re.Pattern[str]:
    """Where a number may begin."""
    small, fractions = table("numbers")["small"], table("numbers")["fractions"]
    words = {*small, *numbers("plurals"), *numbers("scales"), *fractions, "a", "an", "tens"}
    return re.compile(rf"\.?\d|[½¼¾]|\b(?:{either(words)})\b", re.IGNORECASE)


def number_at(text: str, start: int, end: int) -> Number | None:
    """The number that begins at `start`, None where none does. It never goes beyond `end`."""
    patterns = _patterns()
    for name, pattern in patterns.items():
        match = pattern.match(text, start, end)
        if match is None:
            continue
        found = _read(name, match)
        if found is not None:
            return found
    return None


def _read(name: str, match: re.Match[str]) -> Number | None:
    told = {key: value.lower() for key, value in match.groupdict().items() if value}
    start, end = match.span()
    scales = numbers("scales")
    scale = scales.get(told.get("scale", ""), Decimal(1)) * scales.get(told.get("before", ""), Decimal(1))
    if name == "of_scales":
        few, many = table("numbers")["tens_of"][told["many"]]
        unit = numbers("plurals")[told["plural"]]
        # "tens of thousands" goes up to 99,999
        return Number(start, end, Decimal(few) * unit, (Decimal(many) + 1) * unit - 1, Decimal(few), unit, True)
    if name == "plural":
        unit = numbers("plurals")[told["plural"]]
        return Number(start, end, 2 * unit, None, Decimal(2), unit, True, step=unit)
    if name == "in":
        few, whole = _value(told["few"]), _value(told["whole"])
        if few is None or whole is None or not 0 < few < whole or whole not in _WHOLES:
            return None
        return _part(start, end, few / whole)
    if name == "fraction":
        return _fraction(told, start, end)
    if name in ("and_part", "part_of_scale"):
        one, of = table("numbers")["fractions"][told["part"]]
        part = Decimal(one) / Decimal(of)
        if name == "part_of_scale":
            part *= 3 if match.group().lower().startswith("three") else 1
            return Number(start, end, part * scale, part * scale, part, scale, step=scale / 10)
        value = Decimal(1) if told["value"] in ("a", "an") else _value(told["value"])
        if value is None:
            return None
        made = value + part
        return Number(start, end, made * scale, made * scale, made, scale, step=scale / 10)
    if name == "vulgar":
        made = Decimal(told.get("value") or 0) + _VULGAR[match["part"]]
        return Number(start, end, made * scale, made * scale, made, scale, step=scale / 10)
    if name == "digits":
        value = _value(told["value"])
        if value is None or len(told["value"]) > _MOST_DIGITS:
            return None
        scale *= numbers("short_scales").get(told.get("short", ""), Decimal(1))
        return Number(start, end, value * scale, value * scale, value, scale, step=_step(told["value"]) * scale)
    if name == "a_scale":
        return Number(start, end, scale, scale, Decimal(1), scale, step=scale / 10)
    if name == "dozen":
        value = _value(told["value"])
        return None if value is None else Number(start, end, value * 12, value * 12, value, Decimal(12))
    return _words(match)


def _fraction(told: dict[str, str], start: int, end: int) -> Number | None:
    one, of = table("numbers")["fractions"][told["part"]]
    count = told.get("value")
    if count is None and told["part"] != "half":
        return None
    many = Decimal(1) if count in (None, "a", "an") else _value(count or "")
    if many is None or (many > 1) != told["part"].endswith(("s", "halves")):
        return None
    return _part(start, end, many * Decimal(one) / Decimal(of))


def _part(start: int, end: int, value: Decimal) -> Number:
    return Number(start, end, value, value, value, part=True, step=Decimal("0.01"))


def _words(match: re.Match[str]) -> Number | None:
    """The number of the longest run of words from the first that text2num can read."""
    words = re.findall(r"[a-z]+", match["run"].lower())
    places = [m.end() for m in re.finditer(r"[A-Za-z]+", match["run"])]
    for count in range(len(words), 0, -1):
        if words[count - 1] == "and":
            continue
        value = _cardinal(" ".join(words[:count]))
        if value is None:
            continue
        scales = [numbers("scales")[word] for word in words[1:count] if word in numbers("scales")]
        last = scales[-1] if scales and words[count - 1] in numbers("scales") else Decimal(1)
        raw = value / last
        end = match.start() + places[count - 1]
        return Number(match.start(), end, value, value, raw, last, step=last / 10 if last > 1 else Decimal(1))
    return None


def _value(written: str) -> Decimal | None:
    if written[0].isdigit() or written[0] == ".":
        return Decimal(written.replace(",", ""))
    return _cardinal(" ".join(re.findall(r"[a-z]+", written.lower())))


@cache
def _cardinal(words: str) -> Decimal | None:
    try:
        return Decimal(text2num(words, "en"))
    except (ValueError, OverflowError):
        return None


def _step(digits: str) -> Decimal:
    """The worth of the last digit that tells something: 10 of "1,250", a thousand of "10,000", a tenth of "5.0"."""
    whole, _, decimals = digits.replace(",", "").partition(".")
    if decimals:
        return Decimal(1).scaleb(-len(decimals))
    zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    return Decimal(10) ** zeros
