"""Read quantities: a number with what binds it and its unit, or two of them as a range."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from factcheck.domain.figures import Bound, FigureKind
from factcheck.domain.spans import Span
from factcheck.figures.numbers import Number, beginnings, number_at
from factcheck.figures.tables import either, forms, table

_FAR = 60
_OPENS = re.compile(r"\b(?P<word>between|from)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
# "rose 2 percent to 7 percent from 5 percent"
_FROM = re.compile(r"(?:\s[\w’'-]+){0,6},?\s(?:up\s|down\s)?from\s[$€£]?\d", re.IGNORECASE)
_TIMES = {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"}
_OVER = re.compile(r"(?!.*\b(?:for|in|after|lasted|took)\s+over).*\bover\s+$", re.IGNORECASE | re.DOTALL)
# telephone numbers, times of day, heights in feet and inches, addresses of pages
_NO_NUMBERS = re.compile(
    r"(?<!\d)\(?\d{3}\)?[-.\s]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b|\b\d{1,2}:\d\d\b|\b\d+-\d+-\d+\b|\b\d[’']\s?\d{1,2}(?:[”\"]|\b)|\b24/7\b|https?://\S+|\bwww\.\S+"
)
_BLANK = " \u00a0\u202f\t\n\r"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands, with bound and unit; `core` covers number, sign and unit, `span` its bound too.

    `step` is the worth of the last digit given, `words` are those of `core`.
    """

    kind: FigureKind
    span: Span
    core: Span
    bound: Bound
    low: Decimal | None
    high: Decimal | None
    unit: str
    step: Decimal
    open: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number with its unit at `start:end`; `late` is what binds it before its unit: "15-plus years"."""

    number: Number
    kind: FigureKind
    unit: str
    start: int
    end: int
    late: str = ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    signs, names = table("units")["currency_signs"], table("units")["currency_names"]
    measures, shares = forms("units", "measures"), forms("units", "shares")
    units = {
        "sign": rf"(?<![\w$€£¥₩₹₽₴₪])(?:{either(form for found in signs.values() for form in found)})\s?$",
        "money": rf"[\s-]*(?:of\s+)?(?P<unit>{either(form for found in names.values() for form in found)})(?![\w])",
        "share": rf"[\s-]*(?P<unit>{either(shares)})(?![\w%])",
        "measure": rf"(?P<joint>[\s-]*(?:plus|odd|\+)?[\s-]*)(?P<unit>{either(measures)})(?![\w])(?!\s?/)",
        "dash": r"\s?[-–—]\s?(?=[$€£\d])|\s?[-–](?=[a-z])|\s+(?:to|through)\s+",
        "and": r"\s+and\s+",
        "or": r"\s+or\s+",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in units.items()}


@cache
def _bounds(side: str) -> tuple[re.Pattern[str], dict[str, Bound]]:
    meant: dict[str, Bound] = {}
    for kind, phrases in table("bounds")[side].items():
        bound = Bound.MORE_THAN if kind == "more_than_near" else Bound(kind)
        meant |= {" ".join(phrase.lower().split()): bound for phrase in phrases}
    words = f"(?P<bound>{either(meant)})"
    shape = rf"(?<![\w’']){words}\s*$" if side == "before" else rf"\s?{words}(?!\w)"
    return re.compile(shape, re.IGNORECASE), meant


def quantities(text: str, span: Span, taken: list[Span]) -> list[Quantity]:
    """The quantities of `span`, in order; what lies in `taken` (dates, say) is passed over."""
    found: list[Quantity] = []
    taken = [*taken, *(Span(*match.span()) for match in _NO_NUMBERS.finditer(text, span.start, span.end))]
    at = span.start
    while match := beginnings().search(text, at, span.end):
        start = match.start()
        blocked = next((one for one in taken if one.start <= start < one.end), None)
        if blocked is not None:
            at = blocked.end
            continue
        if not _may_begin(text, start):
            at = start + 1
            continue
        limit = min([span.end, *(one.start for one in taken if one.start > start)])
        amount = _amount(text, span.start, start, limit)
        if amount is None:
            at = start + 1
            continue
        made, at = _quantity(text, span, amount, limit)
        found.extend(replace(one, words=" ".join(one.core.of(text).split())) for one in made)
        at = max(at, start + 1)
    return found


def _may_begin(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if (
        before.isalnum()
        or before in ("_", "#", "/", "@", ".")
        or (before == "," and text[start - 2 : start - 1].isdigit())
    ):
        return before == "." and text[start - 2 : start - 1] in ("", *_BLANK)
    if before in ("-", "–") and text[start - 2 : start - 1].isalpha():
        # "G-20", "Su-35"; but "mid-30s" and the second half of "two-three" are no better
        return False
    return not (before == ":" and text[start - 2 : start - 1].isdigit())


def _amount(text: str, begin: int, start: int, limit: int) -> _Amount | None:
    number = number_at(text, start, limit)
    if number is None or _is_of_a_name(text, begin, start):
        return None
    sign = _patterns()["sign"].search(text, max(begin, start - 5), start)
    after = text[number.end : number.end + 1]
    if sign is not None:
        unit = forms("units", "currency_signs")[sign.group().strip().lower()]
        return _Amount(number, FigureKind.MONEY, unit, sign.start(), number.end)
    if after.isalnum() or after == "_" or (after in ":/@" and text[number.end + 1 : number.end + 2].isalnum()):
        joined = re.compile(rf"(?P<unit>{either(forms('units', 'measures'))})(?!\w)", re.I).match(
            text, number.end, limit
        )
        if joined is None or not text[start].isdigit():
            return None
        return _Amount(
            number, FigureKind.QUANTITY, forms("units", "measures")[joined["unit"].lower()], start, joined.end()
        )
    share = _patterns()["share"].match(text, number.end, limit)
    if share is not None:
        unit = forms("units", "shares")[" ".join(share["unit"].lower().split())]
        kind = FigureKind.PERCENT if unit == "percent" else FigureKind.POINTS
        return _Amount(number, kind, unit, start, share.end())
    if number.part:
        return _Amount(number, FigureKind.SHARE, "", start, number.end)
    money = _patterns()["money"].match(text, number.end, limit)
    if money is not None and not _is_winning(text, money):
        return _Amount(
            number, FigureKind.MONEY, forms("units", "currency_names")[_plain(money["unit"])], start, money.end()
        )
    measure = _patterns()["measure"].match(text, number.end, limit)
    if measure is not None and (len(measure["unit"]) > 2 or text[start].isdigit()):
        written = _plain(measure["unit"])
        if written not in ("c", "f") or measure["unit"].isupper():
            name = forms("units", "measures")[written]
            return _Amount(number, FigureKind.QUANTITY, name, start, measure.end(), measure["joint"].strip("- "))
    return _Amount(number, FigureKind.QUANTITY, "", start, number.end)


def _is_of_a_name(text: str, begin: int, start: int) -> bool:
    """Whether a number in words belongs to a name: "Ground Zero", "the Big Three"."""
    return text[start].isupper() and re.search(r"[A-Z][a-z]+\s$", text[max(begin, start - 16) : start]) is not None


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _is_winning(text: str, match: re.Match[str]) -> bool:
    """Whether "won" or "real" after a number is no currency: "the 27 won", "three real options"."""
    return _plain(match["unit"]) in ("won", "real", "cent") and not (
        match["unit"] == "won" and re.match(r"\s*[.,;)(]|\s+(?:a|in|for|to|and)\b", text[match.end() :]) is not None
    )


def _quantity(text: str, span: Span, first: _Amount, limit: int) -> tuple[list[Quantity], int]:
    """What `first` begins, and where to read on: one quantity, a range, or two numbers set against each other."""
    start, bound = _before(text, span.start, first.start)
    second, joint = _second(text, span, first, limit)
    if second is None:
        end, bound = _after(text, first.end, limit, bound)
        if first.late and bound is Bound.EXACT:
            bound = Bound.ABOUT if first.late.lower() == "odd" else Bound.AT_LEAST
        words = text[max(span.start, start - 5) : first.start]
        return [_made(first, Span(start, end), Span(first.start, first.end), bound, words)], end
    one, other = _alike(first, second)
    if one.number.low > (other.number.low) or joint == "apart":
        return [_made(one, Span(start, first.end), Span(first.start, first.end), bound, "")], first.end
    opened = _OPENS.search(text, max(span.start, start - _FAR), start)
    start = opened.start() if opened else start
    end, _ = _after(text, second.end, limit, Bound.EXACT)
    whole = Quantity(
        kind=other.kind,
        span=Span(start, end),
        core=Span(first.start, second.end),
        bound=Bound.BETWEEN,
        low=one.number.low,
        high=other.number.high,
        unit=other.unit,
        step=min(one.number.step, other.number.step),
    )
    return [whole], end


def _made(one: _Amount, span: Span, core: Span, bound: Bound, words: str) -> Quantity:
    number = one.number
    if bound is Bound.MORE_THAN and one.unit in _TIMES and _OVER.match(words):
        # "over 18 years" is how long it takes, "for over 18 years" longer than that
        bound, span = Bound.EXACT, core
    low: Decimal | None = number.low
    high = number.high
    if number.open:
        bound = Bound.AT_LEAST if high is None else Bound.BETWEEN
    elif bound in (Bound.MORE_THAN, Bound.AT_LEAST):
        high = None
    elif bound in (Bound.LESS_THAN, Bound.AT_MOST):
        low = None
    return Quantity(one.kind, span, core, bound, low, high, one.unit, number.step, number.open)


def _before(text: str, begin: int, start: int) -> tuple[int, Bound]:
    """Where the words begin that bind what stands at `start`, and how they bind it."""
    pattern, meant = _bounds("before")
    found = Bound.EXACT
    at = start
    while match := pattern.search(text, max(begin, at - _FAR), at):
        told = meant[_plain(match["bound"])]
        if match["bound"].lower() in ("the", "all", "another", "only", "just", "fully", "some", "near", "within") and (
            not text[match.end("bound") : at].isspace() or (told is Bound.ABOUT and at != start)
        ):
            break
        if found is Bound.EXACT or (told is not Bound.EXACT and found is Bound.ABOUT):
            found = told
        at = match.start("bound")
        if text[match.start("bound") : match.end("bound")].lower() in ("the", "all"):
            # an article bounds nothing and is left to the noun phrase
            at = match.end("bound") + (
                len(text[match.end("bound") : start]) - len(text[match.end("bound") : start].lstrip())
            )
            break
    return at, found


def _after(text: str, end: int, limit: int, bound: Bound) -> tuple[int, Bound]:
    pattern, meant = _bounds("after")
    match = pattern.match(text, end, limit)
    if match is None or (match["bound"].lower() == "plus" and text[end : end + 1] not in ("-", "")):
        return end, bound
    return match.end(), meant[_plain(match["bound"])]


def late_bound(text: str, one: Quantity, end: int, limit: int) -> Quantity:
    """`one` bound by what stands behind the thing counted, at `end`: "10,000 troops or more"."""
    if one.bound is not Bound.EXACT:
        return one
    stop, bound = _after(text, end, limit, Bound.EXACT)
    if stop == end:
        return one
    low = None if bound is Bound.AT_MOST else one.low
    high = None if bound is Bound.AT_LEAST else one.high
    return replace(one, bound=bound, low=low, high=high)


def _second(text: str, span: Span, first: _Amount, limit: int) -> tuple[_Amount | None, str]:
    """The other end of a range that begins with `first`, and "range" or "apart"."""
    patterns = _patterns()
    opened = _OPENS.search(text, max(span.start, first.start - _FAR), first.start)
    word = opened["word"].lower() if opened else ""
    joints = ["dash"] + (["and"] if word == "between" else []) + ["or"]
    for name in joints:
        joint = patterns[name].match(text, first.end, limit)
        if joint is None:
            continue
        start = joint.end()
        sign = re.compile(r"[^\w\s]{1,3}\s?(?=[\d.])|[A-Z]{1,3}\$(?=\d)").match(text, start, limit)
        number_start = sign.end() if sign else start
        number_start, _ = _skipped(text, number_start)
        if not beginnings().match(text, number_start, limit):
            continue
        second = _amount(text, start, number_start, limit)
        if second is None or (name == "or" and not _neighbours(first, second)):
            continue
        if not _one_kind(first, second):
            continue
        changing = word == "from" or _FROM.match(text, second.end) is not None
        if word != "between" and changing and _changes(text, span, first.start):
            return second, "apart"
        return second, "range"
    return None, ""


def _one_kind(one: _Amount, other: _Amount) -> bool:
    """Whether two amounts can be the ends of one range: their units do not differ."""
    return not (one.unit and other.unit) or one.unit == other.unit


def _skipped(text: str, start: int) -> tuple[int, str]:
    """Past a bound inside a range: "between 3,000 and about 4,000"."""
    match = re.compile(r"(?:about|around|nearly|almost|some|roughly|as many as|up to)\s+", re.I).match(text, start)
    return (match.end(), match[0]) if match else (start, "")


def _neighbours(one: _Amount, other: _Amount) -> bool:
    """Whether "or" between two numbers makes a range: "five or six", "10 or 12"."""
    return one.number.raw < other.number.raw <= one.number.raw * 2 and not one.number.part


def _changes(text: str, span: Span, start: int) -> bool:
    """Whether something rises or falls before `start`, so that "from … to" tells of two times."""
    verbs = [form for kind in table("counting")["events"] if kind[0] in ("rise", "fall") for form in kind]
    forms_of = [form for kind in table("counting")["irregular"] if kind[0] in verbs for form in kind]
    stems = either(
        {verb.rstrip("e") for verb in [*verbs, *forms_of]}
        | {"cut", "chang", "expand", "up", "down", "doubl", "rais", "lower", "reduc", "slash"}
    )
    return re.search(rf"\b(?:{stems})\w*\b", text[span.start : start], re.I) is not None


def _alike(one: _Amount, other: _Amount) -> tuple[_Amount, _Amount]:
    """Both ends of a range with the scale and unit that only one of them tells."""
    if one.number.scale == 1 and other.number.scale > 12 and one.number.raw <= other.number.raw:
        scale = other.number.scale
        low = one.number.low * scale
        one = replace(one, number=replace(one.number, low=low, high=low, scale=scale, step=other.number.step))
    if not one.unit and other.unit:
        one = replace(one, unit=other.unit, kind=other.kind)
    elif one.unit and not other.unit:
        other = replace(other, unit=one.unit, kind=one.kind)
    return one, other
