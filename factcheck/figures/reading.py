"""Read the figures of an article: quantities and dates with what they count, sentence by sentence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from factcheck.claims.syntax import Sketch, WordClass, reader
from factcheck.claims.tokens import Token, tokens
from factcheck.domain.figures import Bound, Figure, FigureKind
from factcheck.domain.spans import Span
from factcheck.figures.counting import Sentence, counted_after, event_of, subject_before
from factcheck.figures.counting import event as named
from factcheck.figures.dates import SUNDAY, Dating, dates
from factcheck.figures.numbers import beginnings
from factcheck.figures.quantities import Quantity, late_bound, quantities
from factcheck.figures.tables import table

_OLD = re.compile(r"s?(?:-|–|\s+)old\b|s?\s+of\s+age\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages)\s+(?:of\s+)?$", re.IGNORECASE)
_OLDER = re.compile(r"\b(?:older|younger)$|\band\s+(?:over|under)$", re.IGNORECASE)
_AGE_UNIT = "year"
_LEAST_AGED, _MOST_AGED = 4, 115
_BESIDE_AGE = re.compile(r"\s*(?:[,;).―—–]|and\b|who\b|$)")
_CLOCK = re.compile(r"\s*(?:[ap]\.?\s?m\b|o[’']clock)", re.IGNORECASE)
_EXCEEDING = {"topped", "tops", "topping", "exceeds", "exceeded", "exceed", "exceeding", "surpassed", "surpasses"}
_NUMBERED = re.compile(r"\bNos?\.\s*$|\[\^$")
_WHOLES = {"of", "the", "its", "his", "her", "their", "our", "a", "an"}
_BEFORE_ONE = {"no", "any", "this", "that", "each", "every", "the", "only", "another", "number"}
_COUNTED = {WordClass.NOUN, WordClass.ADJECTIVE, WordClass.NAME, WordClass.NUMBER}


def figures(text: str, sentences: Iterable[Span], published: date | None, week: int = SUNDAY) -> tuple[Figure, ...]:
    """Every figure of `sentences`, in order of the text; relative dates are reckoned from `published`."""
    stretches = [span for span in sentences if _may_hold(text, span)]
    words = [tokens(text, span) for span in stretches]
    found: list[Figure] = []
    for span, of, sketch in zip(stretches, words, reader().read(words), strict=True):
        found.extend(_of_sentence(text, span, of, sketch, published, week))
    return tuple(sorted(found, key=lambda one: one.span))


def _may_hold(text: str, span: Span) -> bool:
    return beginnings().search(text, span.start, span.end) is not None or bool(dates(text, span, None))


def _of_sentence(
    text: str, span: Span, words: Sequence[Token], sketch: Sketch, published: date | None, week: int
) -> Iterable[Figure]:
    sentence = Sentence(text, words, sketch)
    days = dates(text, span, published, week)
    for one in days:
        yield _date(sentence, one)
    taken = [one.span for one in days]
    for quantity in quantities(text, span, taken):
        made = _figure(sentence, span, quantity, taken)
        if made is not None:
            yield made


def _date(sentence: Sentence, one: Dating) -> Figure:
    subject, _ = subject_before(sentence, one.span.start)
    counted = " ".join(subject.of(sentence.text).split()) if subject else ""
    event = event_of(sentence, one.span.start, one.span.start) if subject else ()
    return Figure(FigureKind.DATE, one.span, one.bound, counted=counted, event=event, start=one.start, end=one.end)


def _figure(sentence: Sentence, span: Span, one: Quantity, taken: Sequence[Span]) -> Figure | None:
    text = sentence.text
    age = _age(sentence, one)
    if age is not None:
        return age
    if _is_no_figure(sentence, one):
        return None
    linked = one.kind is not FigureKind.QUANTITY or one.open
    counted = counted_after(sentence, one.core.end, linked)
    if counted is not None and any(day.overlaps(counted) for day in taken):
        counted = None
    quantity = late_bound(text, one, counted.end if counted else one.span.end, span.end)
    if counted is not None:
        said = " ".join(counted.of(text).split())
        event = event_of(sentence, one.span.start, counted.end)
        return _made(quantity, Span(one.span.start, max(one.span.end, counted.end)), said, event)
    exceeding = one.span.of(text).split()[0].lower() in _EXCEEDING
    subject, verb = subject_before(sentence, one.span.start, exceeding)
    said = " ".join(subject.of(text).split()) if subject else ""
    event = event_of(sentence, one.span.start, one.span.end)
    personal = one.kind is FigureKind.QUANTITY and not one.unit and any(map(_is_personal, event))
    if personal and (not said or (verb is not None and event == (named(sentence.words[verb].text),))):
        # "the attack killed 45": not the attack is counted
        said = "people"
    return _made(quantity, one.span, said, event)


def _is_personal(event: str) -> bool:
    return event in table("counting")["personal"]


def _made(one: Quantity, span: Span, counted: str, event: tuple[str, ...]) -> Figure:
    return Figure(
        kind=one.kind,
        span=span,
        bound=one.bound,
        low=_plain(one.low),
        high=_plain(one.high),
        unit=one.unit.replace("_", " "),
        counted=counted,
        event=event,
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """`value` without needless digits: 2500000.0 is 2500000, a third 0.3333."""
    if value is None:
        return None
    rounded = value.quantize(Decimal("0.0001")) if value != value.to_integral_value() else value.to_integral_value()
    return Decimal(format(rounded.normalize(), "f"))


def _age(sentence: Sentence, one: Quantity) -> Figure | None:
    """A person's age: "63-year-old", "Schiff, 56, who", "aged 18 to 25", "65 and older"."""
    text = sentence.text
    if one.kind is not FigureKind.QUANTITY or not 0 < (one.high or one.low or 0) <= _MOST_AGED:
        return None
    aged = replace(one, unit=_AGE_UNIT)
    if one.unit == _AGE_UNIT:
        old = _OLD.match(text, one.core.end)
        return _made(aged, Span(one.span.start, old.end()), "age", ()) if old else None
    if one.unit:
        return None
    if _OLDER.search(one.span.of(text)) or _AGED.search(text, max(0, one.core.start - 10), one.core.start):
        return _made(aged, one.span, "age", ())
    at = sentence.index(one.core.start)
    words, classes = sentence.words, sentence.sketch.classes
    if at < 2 or words[at - 1].text != "," or classes[at - 2] is not WordClass.NAME or one.bound is not Bound.EXACT:
        return None
    named = words[at - 2].text[0].isupper() and words[at - 2].text.lower().rstrip(".") not in _calendar()
    if named and (one.low or 0) >= _LEAST_AGED and _BESIDE_AGE.match(text, one.core.end):
        return _made(aged, one.span, "age", ())
    return None


@cache
def _calendar() -> frozenset[str]:
    return frozenset(form for month in table("dates")["months"] for form in month)


def _is_no_figure(sentence: Sentence, one: Quantity) -> bool:
    """Whether the number names, orders or tells the time rather than counts."""
    text, words, classes = sentence.text, sentence.words, sentence.sketch.classes
    if _CLOCK.match(text, one.core.end):
        return True
    written = one.core.of(text).lower()
    at, on = sentence.index(one.core.start), sentence.index(one.core.end)
    before = words[at - 1].text if at else ""
    after = words[on].text.lower() if on < len(words) else ""
    following = classes[on] if on < len(words) else WordClass.MARK
    if one.kind is FigureKind.SHARE:
        whole = after in _WHOLES or one.bound is not Bound.EXACT or following in (WordClass.FINITE, WordClass.NOUN)
        return written.split()[-1] in ("half", "quarter") and not whole
    if _NUMBERED.search(text, max(0, one.core.start - 6), one.core.start) or written == "one day":
        return True
    if one.kind is not FigureKind.QUANTITY or one.unit:
        return False
    if written in ("one", "a", "an"):
        alone = after in table("counting")["idle_one"] or before.lower() in _BEFORE_ONE or following not in _COUNTED
        return written != "one" or alone
    if before.lower() in table("counting")["naming"] and before[0].isupper() and written.isdigit():
        return True
    plain = written.isdigit() and not counted_after(sentence, one.core.end, False)
    if not plain or not before:
        return False
    if before.lower() in table("counting")["naming"]:
        return True
    # "Falcon 9", "Apollo 11": a name that ends in a number
    names = before[0].isupper() and classes[at - 1] is WordClass.NAME
    return names and before.lower() not in table("dates")["weekdays"]
