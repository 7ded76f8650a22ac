"""Figures in words and as records, the same wherever they are shown."""

from datetime import date, timedelta
from decimal import Decimal

from factcheck.domain.figures import Bound, Comparison, Figure, FigureKind, Relation

_BOUNDS = {
    Bound.EXACT: "",
    Bound.BETWEEN: "",
    Bound.ABOUT: "about ",
    Bound.NEARLY: "nearly ",
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_MOST: "at most ",
    Bound.LESS_THAN: "less than ",
}
_UNITS = {"percent": "%", "percentage point": " percentage points", "basis point": " basis points"}


def value(figure: Figure) -> str:
    """The value in words and digits: "more than 10,000", "2024-12-22 to 2024-12-28", "33.33%"."""
    if figure.kind is FigureKind.DATE:
        return _days(figure.start, figure.end)
    if figure.kind is FigureKind.SHARE:
        low, high = (None if limit is None else limit * 100 for limit in (figure.low, figure.high))
        return f"{_BOUNDS[figure.bound]}{_limits(low, high)}%"
    unit = figure.unit
    if figure.kind is FigureKind.MONEY:
        return f"{_BOUNDS[figure.bound]}{unit} {_limits(figure.low, figure.high)}"
    shown = _UNITS.get(unit, f" {_several(unit, figure)}" if unit else "")
    return f"{_BOUNDS[figure.bound]}{_limits(figure.low, figure.high)}{shown}"


def _several(unit: str, figure: Figure) -> str:
    """A unit's name in the number that its value wants."""
    if figure.low == figure.high == 1:
        return unit
    first, _, rest = unit.partition(" ")
    if first in ("oil", "metric", "square", "nautical"):
        rest = _several(rest, figure)
    else:
        first = {"foot": "feet", "inch": "inches", "century": "centuries"}.get(first, f"{first}s")
    return f"{first} {rest}".strip()


def is_plain(figure: Figure) -> bool:
    """Whether the words say already all that reading them out could: exact amounts and years."""
    if figure.kind is FigureKind.DATE:
        years = figure.start is not None and figure.end is not None and figure.start.strftime("%m-%d") == "01-01"
        return figure.bound is Bound.EXACT and years and len(figure.span) <= len("2019")
    return figure.bound is Bound.EXACT and figure.kind is not FigureKind.SHARE


def _limits(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None or low == high:
        return number(low if low is not None else high)
    return f"{number(low)} to {number(high)}"


def number(value: Decimal | None) -> str:
    """A number with commas, without needless zeros."""
    if value is None:
        return "?"
    plain = format(round(value, 2), ",f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _days(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return "no date to reckon from"
    if start is None or end is None:
        return f"from {start} on" if end is None else f"until {end}"
    return str(start) if start == end else f"{start} to {end}"


def comparison(found: Comparison, figure: Figure) -> str:
    """How another figure stands to the first, in words: "2,000 less; apart"; `figure` is the other."""
    if found.relation is Relation.UNTOLD:
        return "cannot be compared"
    if found.relation is Relation.OTHER_EVENT:
        return "another event"
    if found.relation is Relation.SAME:
        return "the same"
    day = figure.kind is FigureKind.DATE
    least, most = found.difference
    if least is None and most is None:
        told = "any difference"
    elif least is None or most is None:
        known = most if least is None else least
        assert known is not None
        told = f"{_signed(known, day)} or {'less' if least is None else 'more'}"
    else:
        told = _signed(least, day) if least == most else f"{_signed(least, day)} to {_signed(most, day)}"
    if found.overlap is None:
        return f"{told}; no overlap"
    low, high = found.overlap
    if day:
        return f"{told}; both: {_days(_day(low), _day(high))}"
    shared = (
        f"{number(low)} or more" if high is None else f"{number(high)} or less" if low is None else _limits(low, high)
    )
    return f"{told}; both: {shared}"


def _signed(value: Decimal, day: bool) -> str:
    return f"{'+' if value > 0 else ''}{number(value)}{' days' if day else ''}".replace("-", "−")


def _day(value: Decimal | None) -> date | None:
    return None if value is None else date(1, 1, 1) + timedelta(days=int(value) - 1)
