"""From the words of a date to its first and last day, reckoned from the article's own day."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

from dateutil.relativedelta import relativedelta

from factcheck.figures.numbers import number_at
from factcheck.figures.tables import table

Days: TypeAlias = tuple[date | None, date | None]

DAY = timedelta(days=1)
_HALF_A_YEAR = timedelta(days=183)
UNITS = ("day", "week", "month", "quarter", "year", "decade", "century")


@dataclass(frozen=True, slots=True)
class Told:
    """What a date is reckoned from: the article's day and the first day of a week, 0 for Monday.

    `ahead` tells that the words look ahead, `either` that they may look either way ("until May"), `back` that a verb in
    the past leads to the date.
    """

    day: date | None
    first: int
    ahead: bool
    either: bool = False
    back: bool = False


@cache
def _months() -> dict[str, int]:
    return {form: number for number, forms in enumerate(table("dates")["months"], 1) for form in forms}


@cache
def _weekdays() -> dict[str, int]:
    return {name: number for number, name in enumerate(table("dates")["weekdays"])}


def days(given: dict[str, str], told: Told) -> Days | None:
    """The days that the groups of dates.py's pattern mean; None where they mean none that exist."""
    for key, read in _READERS:
        if key in given:
            try:
                return read(given, told)
            except (ValueError, OverflowError):
                return None
    return None


def _month_of(written: str) -> int:
    return _months()[written.rstrip(".").lower()]


def _span_of_month(year: int, month: int) -> tuple[date, date]:
    start = date(year, month, 1)
    return start, start + relativedelta(months=1) - DAY


def _year_for(month: int, day: int, told: Told) -> int | None:
    """The year that is meant where none is given; a month still half a year ahead is the last one."""
    if told.day is None:
        return None
    if told.either:
        here = told.day.replace(day=1)
        return min(range(here.year - 1, here.year + 2), key=lambda year: abs((date(year, month, 1) - here).days))
    if told.ahead:
        return told.day.year + ((month, day) < (told.day.month, 1))
    ahead = date(told.day.year, month, 1) - told.day
    return told.day.year - (ahead > (timedelta() if told.back else _HALF_A_YEAR))


def _iso(given: dict[str, str], told: Told) -> Days:
    day = date.fromisoformat(given["iso"])
    return day, day


def _slashed(given: dict[str, str], told: Told) -> Days:
    month, day, year = map(int, given["slashed"].split("/"))
    year += 0 if year > 99 else 1900 if year > 68 else 2000
    return date(year, month, day), date(year, month, day)


def _number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _day_range(given: dict[str, str], told: Told) -> Days:
    month, start, end = _month_of(given["month"]), _number(given["from_day"]), _number(given["to_day"])
    year = int(given["range_year"]) if "range_year" in given else _year_for(month, start, told)
    if year is None:
        return None, None
    if end < start:
        raise ValueError(end)
    return date(year, month, start), date(year, month, end)


def _day_of(month: str, day: str, year: str | None, told: Told) -> Days:
    number, of = _number(day), _month_of(month)
    which = int(year) if year else _year_for(of, number, told)
    if which is None:
        return None, None
    made = date(which, of, number)
    if not year and told.back and told.day is not None and made > told.day:
        made = made.replace(year=which - 1)
    return made, made


def _day_a(given: dict[str, str], told: Told) -> Days:
    year = given.get("year_a")
    if "year_rel" in given and told.day is not None:
        year = str(told.day.year + {"last": -1, "this": 0, "next": 1}[given["year_rel"].lower()])
    return _day_of(given["month_a"], given["day_a"], year, told)


def _day_b(given: dict[str, str], told: Told) -> Days:
    return _day_of(given["month_b"], given["day_b"], given.get("year_b"), told)


def _month(given: dict[str, str], told: Told) -> Days:
    month = _month_of(given["month_c"])
    year = int(given["year_c"]) if "year_c" in given else _year_for(month, 1, told)
    if year is None:
        return None, None
    return _stretch(given.get("when"), *_span_of_month(year, month))


def _stretch(when: str | None, start: date, end: date) -> tuple[date, date]:
    """The early, middle or late third of a stretch; of a month 1 to 10, 11 to 20 and 21 to its end."""
    if when is None:
        return start, end
    word = when.lower().split()[1] if when.lower().startswith("the") else when.lower()
    third = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}[word]
    length = (end - start).days + 1
    if length <= 7:
        cuts = [0, 2, 4, length]
        return start + timedelta(cuts[third]), start + timedelta(cuts[third + 1] - 1)
    if length <= 31:
        cuts = [0, 10, 20, length]
        return start + timedelta(cuts[third]), start + timedelta(cuts[third + 1] - 1)
    years = end.year - start.year + 1
    months = [0, 4, 8, 12] if years == 1 else [0, 48, 84, 120]
    return start + relativedelta(months=months[third]), start + relativedelta(months=months[third + 1]) - DAY


def _part(given: dict[str, str], told: Told) -> Days:
    if "part_year" in given:
        year = int(given["part_year"])
    elif told.day is None:
        return None, None
    else:
        year = told.day.year + {"this": 0, "last": -1, "next": 1}[given["part_rel"].lower()]
    months = {"quarter": 3, "half": 6, "three": 3, "six": 6}[given["partial"].split()[0].lower()]
    order = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // months - 1}[given["part"].lower()]
    start = date(year, 1, 1) + relativedelta(months=months * order)
    if start.year != year:
        raise ValueError(order)
    return start, start + relativedelta(months=months) - DAY


def _count(written: str) -> int:
    if written.lower() in ("a", "an"):
        return 1
    if written.lower().startswith("a couple"):
        return 2
    number = number_at(written, 0, len(written))
    if number is None or number.high is None:
        raise ValueError(written)
    return int(number.low)


def _past(given: dict[str, str], told: Told) -> Days:
    """The last three weeks: so long up to the article's day."""
    if told.day is None:
        return None, None
    return _moved(told.day, given["run_unit"], -_count(given["run"])), told.day


def _coming(given: dict[str, str], told: Told) -> Days:
    if told.day is None:
        return None, None
    return told.day, _moved(told.day, given["next_unit"], _count(given["run_next"]))


def _moved(day: date, unit: str, count: int) -> date:
    unit = unit.lower()
    if unit == "hour":
        days = -(-abs(count) // 24)
        return day + timedelta(days=days if count > 0 else -days)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    if unit in months:
        return day + relativedelta(months=count * months[unit])
    return day + timedelta(days=count * (7 if unit == "week" else 1))


def _ago(given: dict[str, str], told: Told) -> Days:
    """Three years ago: the whole of that year, month or week."""
    if told.day is None:
        return None, None
    unit = given["ago_unit"].lower()
    day = _moved(told.day, unit, -_count(given["ago"]))
    return (day, day) if unit == "day" else _around(day, unit, told)


def _around(day: date, unit: str, told: Told) -> tuple[date, date]:
    """The calendar week, month, quarter, year, decade or century that `day` lies in."""
    match unit:
        case "day":
            return day, day
        case "week":
            start = day - timedelta(days=(day.weekday() - told.first) % 7)
            return start, start + 6 * DAY
        case "weekend":
            start = day - timedelta(days=(day.weekday() - 5) % 7)
            return start, start + DAY
        case "month":
            return _span_of_month(day.year, day.month)
        case "quarter":
            start = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
            return start, start + relativedelta(months=3) - DAY
        case "decade":
            return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
        case "century":
            return date(day.year // 100 * 100, 1, 1), date(day.year // 100 * 100 + 99, 12, 31)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _which(given: dict[str, str], told: Told) -> Days:
    """Last week, this year, the past month."""
    if told.day is None:
        return None, None
    which, unit = " ".join(given["which"].lower().split()), " ".join(given["rel_unit"].lower().split())
    if unit == "day":
        if which in ("the last", "last", "previous", "the previous"):
            return told.day - DAY, told.day - DAY
        return (told.day - DAY, told.day) if which in ("the past", "past") else (None, None)
    if which in ("the past", "past", "the last"):
        # "in the last week" is the seven days up to now, "last week" the one before this
        return (_moved(told.day, "week", -1), told.day) if unit == "weekend" else (_moved(told.day, unit, -1), told.day)
    step = {"next": 1, "the coming": 1}.get(
        which, -1 if which in ("last", "previous", "the last", "the previous") else 0
    )
    if unit == "weekend":
        return _weekend(told, step)
    if unit == "fiscal year":
        # whose fiscal year it is, the article does not say
        return None, None
    start, end = _around(_moved(told.day, unit, step), unit, told)
    if which.startswith("later"):
        start = max(start, told.day)
    if which.startswith("earlier"):
        end = min(end, told.day)
    return _stretch(given.get("when"), start, end) if unit in ("week", "month", "year", "decade") else (start, end)


def _end_of(given: dict[str, str], told: Told) -> Days:
    if told.day is None:
        return None, None
    unit = given["this_unit"].lower().split()[1]
    return _stretch(given.get("when"), *_around(told.day, unit, told))


def _the_weekend(given: dict[str, str], told: Told) -> Days:
    return (None, None) if told.day is None else _weekend(told, 0)


def _weekend(told: Told, step: int) -> Days:
    assert told.day is not None
    saturday = told.day - timedelta(days=(told.day.weekday() - 5) % 7)
    inside = told.day.weekday() >= 5
    if step == 0 and not inside:
        saturday += timedelta(days=7) if told.ahead else timedelta()
    elif step == -1 and inside:
        saturday -= timedelta(days=7)
    elif step == 1:
        saturday += timedelta(days=7)
    return saturday, saturday + DAY


def _season(given: dict[str, str], told: Told) -> Days:
    if told.day is None:
        return None, None
    which = given["season_rel"].lower()
    year = told.day.year
    options = [_season_of(given["season"], number) for number in range(year - 2, year + 3)]
    if which == "next":
        return next(days for days in options if days[0] > told.day)
    if which == "this":
        near = [days for days in options if days[0].year == year]
        return near[0]
    return [days for days in options if days[1] < told.day][-1]


def _season_of(name: str, year: int) -> tuple[date, date]:
    start = date(year, table("dates")["seasons"][name.lower()], 1)
    return start, start + relativedelta(months=3) - DAY


def _season_year(given: dict[str, str], told: Told) -> Days:
    return _season_of(given["season_b"], int(given["season_year"]))


def _relative_month(given: dict[str, str], told: Told) -> Days:
    if told.day is None:
        return None, None
    month, which = _month_of(given["rel_month"]), given["rel_month_which"].lower()
    year = told.day.year
    if which == "last" and month >= told.day.month:
        year -= 1
    elif which == "next" and month <= told.day.month:
        year += 1
    return _span_of_month(year, month)


def _weekday(given: dict[str, str], told: Told) -> Days:
    if told.day is None:
        return None, None
    number, which = _weekdays()[given["weekday"].lower()], given.get("day_rel", "").lower()
    back = (told.day.weekday() - number) % 7
    forth = (number - told.day.weekday()) % 7
    if which == "last":
        day = told.day - timedelta(days=back or 7)
    elif which == "next" or (told.ahead and which != "this"):
        day = told.day + timedelta(days=forth or (7 if which == "next" else 0))
    elif which == "this":
        start = _around(told.day, "week", told)[0]
        day = start + timedelta(days=(number - start.weekday()) % 7)
    else:
        day = told.day - timedelta(days=back)
    return day, day


def _near(given: dict[str, str], told: Told) -> Days:
    if told.day is None:
        return None, None
    word = " ".join(given["near"].lower().split())
    day = told.day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, -2 if word.startswith("the") else 0))
    return day, day


def _decade(given: dict[str, str], told: Told) -> Days:
    year = int(given["decade"])
    end = year + (99 if year % 100 == 0 and year < 2000 else 9)
    return (
        _stretch(given.get("when"), date(year, 1, 1), date(end, 12, 31))
        if end == year + 9
        else (date(year, 1, 1), date(end, 12, 31))
    )


def _years(given: dict[str, str], told: Told) -> Days:
    start, end = int(given["from_year"]), given["to_year"]
    last = int(end) if len(end) == 4 else start // 100 * 100 + int(end)
    if last <= start:
        raise ValueError(end)
    return date(start, 1, 1), date(last, 12, 31)


def _year(given: dict[str, str], told: Told) -> Days:
    year = int(given["year"])
    return _stretch(given.get("when"), date(year, 1, 1), date(year, 12, 31))


_READERS: tuple[tuple[str, Callable[[dict[str, str], Told], Days]], ...] = (
    ("iso", _iso), ("slashed", _slashed), ("from_day", _day_range), ("month_a", _day_a), ("month_b", _day_b),
    ("month_c", _month), ("part", _part), ("run", _past), ("run_next", _coming), ("ago", _ago), ("which", _which),
    ("this_unit", _end_of), ("weekend", _the_weekend),
    ("season", _season), ("rel_month", _relative_month), ("season_b", _season_year), ("weekday", _weekday),
    ("near", _near), ("decade", _decade), ("from_year", _years), ("year", _year),
)  # fmt: skip
