"""Check the arithmetic of a sentence whose parts all stand in it: changes, multiples, shares, sums, margins.

Only constructions that leave no doubt are read, and "does not agree" is said only of exact figures that no rounding
explains; where the words bind a figure loosely and the numbers do not fit, it cannot be told.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from factcheck.domain.figures import Bound, FigureKind, Reckoning, Verdict
from factcheck.domain.spans import Span
from factcheck.figures.counting import stem
from factcheck.figures.dates import dates
from factcheck.figures.quantities import Quantity, quantities
from factcheck.figures.tables import either, table

# each number of a sentence becomes one of these signs, so that patterns can be read over words and numbers
_SIGN = 0xE000
_MOST = 200
_SHARES = (FigureKind.PERCENT, FigureKind.SHARE)
_SLACK = Decimal("0.1")
# how far below and above the value a bound reaches, as a part of it
_LOOSE = {
    Bound.ABOUT: (_SLACK, _SLACK),
    Bound.NEARLY: (_SLACK, Decimal(0)),
    Bound.MORE_THAN: (Decimal(0), _SLACK),
    Bound.AT_LEAST: (Decimal(0), _SLACK),
    Bound.LESS_THAN: (_SLACK, Decimal(0)),
    Bound.AT_MOST: (_SLACK, Decimal(0)),
}
_LEAST_DIVIDED = 3
_SINGULAR = {"men": "man", "women": "woman", "children": "child"}

Limits = tuple[Decimal, Decimal]
_Shape = tuple[re.Pattern[str], Callable[["_Sentence", re.Match[str]], Reckoning | None]]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence whose numbers are signs, with the numbers and where each sign's place is in the text."""

    span: Span
    written: str
    numbers: Sequence[Quantity]

    def number(self, sign: str) -> Quantity:
        return self.numbers[ord(sign) - _SIGN]


def reckonings(text: str, sentences: Iterable[Span], published: date | None = None) -> tuple[Reckoning, ...]:
    """Every calculation of `sentences` whose parts stand in one sentence, in order of the text."""
    found: list[Reckoning] = []
    for span in sentences:
        taken = [one.span for one in dates(text, span, published)]
        numbers = quantities(text, span, taken)[:_MOST]
        if len(numbers) < 2:
            continue
        sentence = _Sentence(span, _signed(text, span, numbers), numbers)
        found.extend(_of_sentence(sentence))
    return tuple(found)


def _signed(text: str, span: Span, numbers: Sequence[Quantity]) -> str:
    parts, at = [], span.start
    for place, number in enumerate(numbers):
        parts += [text[at : number.span.start], chr(_SIGN + place)]
        at = number.span.end
    return " ".join("".join([*parts, text[at : span.end]]).split())


_NUMBERS = ("change", "new", "old", "part", "whole", "share", "total", "one", "other", "margin")
_NUMBER = "[\ue000-\ue0ff]"
_NO_NUMBER = r"[^.;:()\ue000-\ue0ff]*"


@cache
def _patterns() -> list[_Shape]:
    words = table("arithmetic")
    pieces = {name: f"(?P<{name}>{_NUMBER})" for name in _NUMBERS} | {
        "way": rf"\b(?P<way>{either([*words['up'], *words['down']])})",
        "noun": rf"(?P<noun>{either([*words['rise'], *words['drop']])})\b",
        "times": rf"\b(?P<loosely>more than |nearly |almost |about |roughly )?(?P<times>{either(words['times'])})\b",
        "parts": rf"(?P<parts>{_NUMBER}{_NO_NUMBER}(?:{_NUMBER}{_NO_NUMBER})+)",
        "things": r"(?:\s[\w’'-]+){0,3}",
        "short": r"(?:\s[\w’'-]+){0,5}",
        "when": r"(?:\s(?:in|on|at|during|last|this|a|the|by|for|per|an|of)\s[^,;\ue000-\ue0ff]{1,30}?)?",
    }
    readers = {
        "change": _change,
        "multiple": _multiple,
        "share": _share,
        "sum": _sum,
        "division": _divided,
        "margin": _margin,
    }
    found: list[_Shape] = []
    for shape in words["shapes"]:
        pattern = re.sub(r"(?<!P)<(\w+)>", lambda match: pieces[match[1]], shape["shape"].replace(" ", r"\s"))
        found.append((re.compile(pattern, re.IGNORECASE), readers[shape["reads"]]))
    return found


def _of_sentence(sentence: _Sentence) -> Iterable[Reckoning]:
    told: set[str] = set()
    for pattern, read in _patterns():
        for match in pattern.finditer(sentence.written):
            signs = "".join(char for char in match.group() if _SIGN <= ord(char) < _SIGN + 256)
            made = None if signs in told else read(sentence, match)
            if made is not None:
                told.add(signs)
                yield made


def _change(sentence: _Sentence, match: re.Match[str]) -> Reckoning | None:
    change, new, old = (sentence.number(match[name]) for name in ("change", "new", "old"))
    if not _comparable(new, old) or old.low == 0 or old.high == 0:
        return None
    words = table("arithmetic")
    down = match["way"].lower() in words["down"]
    noun = (match.groupdict().get("noun") or match.groupdict().get("again") or "").lower()
    if noun and (noun in words["drop"] or noun == "down") != down:
        return None
    before, after = _limits(old), _limits(new)
    spread = (before[0] - after[1], before[1] - after[0]) if down else (after[0] - before[1], after[1] - before[0])
    by = _middle(old) - _middle(new) if down else _middle(new) - _middle(old)
    stated = _limits(change)
    of = 100 * by / _middle(old)
    shown = f"{_shown(old)} to {_shown(new)} is {'down' if down else 'up'} "
    if change.kind in (FigureKind.PERCENT, FigureKind.SHARE):
        if change.kind is FigureKind.SHARE:
            stated = 100 * stated[0], 100 * stated[1]
        ratio = 100 * spread[0] / before[1], 100 * spread[1] / before[0]
        ratio = min(ratio[0], of), max(ratio[1], of)
        told = f"{_number(of)} percent"
        if new.kind in _SHARES:
            told += f" ({_number(by)} percentage points)"
        return _verdict(
            sentence, match, ratio, stated, f"{shown}{told}; the text says {_shown(change)}", (change, new, old)
        )
    if change.kind is FigureKind.POINTS or change.unit == new.unit or not change.unit:
        if change.kind is FigureKind.POINTS and new.kind is not FigureKind.PERCENT:
            return None
        told = f"{_number(by)}{' percentage points' if new.kind is FigureKind.PERCENT else ''}"
        if new.kind is FigureKind.PERCENT:
            told += f" ({_number(of)} percent)"
        return _verdict(
            sentence, match, spread, stated, f"{shown}{told}; the text says {_shown(change)}", (change, new, old)
        )
    return None


def _multiple(sentence: _Sentence, match: re.Match[str]) -> Reckoning | None:
    new, old = sentence.number(match["new"]), sentence.number(match["old"])
    if not _comparable(new, old):
        return None
    before, after = _limits(old), _limits(new)
    if before[0] <= 0:
        return None
    ratio = after[0] / before[1], after[1] / before[0]
    factor = Decimal(table("arithmetic")["times"][" ".join(match["times"].lower().split())])
    loosely = (match["loosely"] or "").strip().lower()
    # "doubled" is said of what is nearly so
    stated = {
        "more than": (factor, max(ratio[1], factor * 2)),
        "nearly": (factor * (1 - 2 * _SLACK), factor),
        "almost": (factor * (1 - 2 * _SLACK), factor),
    }.get(loosely, (factor * (1 - _SLACK), factor * (1 + _SLACK)))
    times = _number(_middle(new) / _middle(old))
    shown = f"{_shown(new)} is {times} times {_shown(old)}; the text says {match['times'].lower()}"
    return _verdict(sentence, match, ratio, stated, shown, (new, old), loosely in ("about", "roughly"))


def _share(sentence: _Sentence, match: re.Match[str]) -> Reckoning | None:
    part, whole, share = (sentence.number(match[name]) for name in ("part", "whole", "share"))
    if share.kind not in _SHARES or part.kind in _SHARES or whole.kind in _SHARES or part.unit != whole.unit:
        return None
    of, among = _limits(part), _limits(whole)
    if among[0] <= 0 or _middle(part) > _middle(whole):
        return None
    stated = _limits(share)
    if share.kind is FigureKind.SHARE:
        stated = 100 * stated[0], 100 * stated[1]
    ratio = 100 * of[0] / among[1], 100 * of[1] / among[0]
    percent = _number(100 * _middle(part) / _middle(whole))
    shown = f"{_shown(part)} of {_shown(whole)} is {percent} percent; the text says {_shown(share)}"
    return _verdict(sentence, match, ratio, stated, shown, (part, whole, share))


def _parts(sentence: _Sentence, match: re.Match[str]) -> list[Quantity]:
    return [sentence.number(char) for char in match["parts"] if _SIGN <= ord(char) < _SIGN + 256]


def _sum(sentence: _Sentence, match: re.Match[str]) -> Reckoning | None:
    total, parts = sentence.number(match["total"]), _parts(sentence, match)
    if not all(_comparable(part, total) for part in parts):
        return None
    whole = sum(_limits(part)[0] for part in parts), sum(_limits(part)[1] for part in parts)
    reckoned = _number(sum(map(_middle, parts), Decimal(0)))
    shown = f"{' + '.join(map(_shown, parts))} = {reckoned}; the text says {_shown(total)}"
    return _verdict(sentence, match, (Decimal(whole[0]), Decimal(whole[1])), _limits(total), shown, (*parts, total))


def _divided(sentence: _Sentence, match: re.Match[str]) -> Reckoning | None:
    """A whole and its parts; what does not come to the whole is told only of kinds that leave no rest."""
    made = _sum(sentence, match)
    if made is None or _middle(sentence.number(match["total"])) < _LEAST_DIVIDED or made.verdict is Verdict.CANNOT_TELL:
        return None
    if made.verdict is Verdict.AGREES:
        return made
    named = {_SINGULAR.get(word, stem(word)) for word in re.findall(r"[a-z]+", match["parts"].lower())}
    count = len(_parts(sentence, match))
    return made if any(set(kind) <= named and len(kind) == count for kind in table("counting")["dividing"]) else None


def _margin(sentence: _Sentence, match: re.Match[str]) -> Reckoning | None:
    one, other, margin = (sentence.number(match[name]) for name in ("one", "other", "margin"))
    if not _comparable(one, other) or margin.kind not in (FigureKind.POINTS, FigureKind.QUANTITY, FigureKind.PERCENT):
        return None
    mine, its = _limits(one), _limits(other)
    by = _middle(one) - _middle(other)
    spread = (mine[0] - its[1], mine[1] - its[0]) if by >= 0 else (its[0] - mine[1], its[1] - mine[0])
    shown = f"{_shown(one)} to {_shown(other)} is {_number(abs(by))} apart; the text says {_shown(margin)}"
    return _verdict(sentence, match, spread, _limits(margin), shown, (one, other, margin))


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are of one unit; "60 from 50 percent" leaves a unit out, and then it is the other's."""
    if None in (one.low or one.high, other.low or other.high):
        return False
    return one.unit == other.unit and (one.kind is other.kind)


def _limits(one: Quantity) -> Limits:
    """What the number can be before it was rounded, as far as its digits and its bound tell."""
    half = _rounding(one) / 2
    low, high = _ends(one)
    below, above = _LOOSE.get(one.bound, (Decimal(0), Decimal(0)))
    return low - half - below * abs(low), high + half + above * abs(high)


def _ends(one: Quantity) -> Limits:
    low = one.low if one.low is not None else one.high
    high = one.high if one.high is not None else one.low
    return low or Decimal(0), high or Decimal(0)


def _rounding(one: Quantity) -> Decimal:
    """The worth of the last digit that tells: of plain whole numbers the third, for their zeros may be meant."""
    value = max(map(abs, _ends(one)))
    if one.step < 1 or value == 0:
        return one.step if one.kind is not FigureKind.SHARE else Decimal("0.02")
    third = Decimal(10) ** (value.adjusted() - 2)
    return max(min(one.step, third), Decimal(1))


def _middle(one: Quantity) -> Decimal:
    low, high = _ends(one)
    return (low + high) / 2


def _verdict(
    sentence: _Sentence,
    match: re.Match[str],
    computed: Limits,
    stated: Limits,
    calculation: str,
    parts: Sequence[Quantity],
    loosely: bool = False,
) -> Reckoning:
    first = min(part.span.start for part in parts)
    span = Span(first, max(part.span.end for part in parts))
    if computed[0] <= stated[1] and stated[0] <= computed[1]:
        return Reckoning(span, Verdict.AGREES, calculation)
    exact = not loosely and all(part.bound is Bound.EXACT for part in parts)
    return Reckoning(span, Verdict.DOES_NOT_AGREE if exact else Verdict.CANNOT_TELL, calculation)


def _shown(one: Quantity) -> str:
    words = "" if one.bound in (Bound.EXACT, Bound.BETWEEN) else one.bound.value.replace("_", " ") + " "
    return f"{words}{one.words}"


def _number(value: Decimal) -> str:
    rounded = value.quantize(Decimal("0.01")) if abs(value) < 1000 else value.quantize(Decimal(1))
    plain = format(rounded, ",f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
