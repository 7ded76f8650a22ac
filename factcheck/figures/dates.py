"""Read dates where they stand, as ranges of days, reckoned from the article's date.

Weeks begin on Sunday unless told otherwise, as the US press counts them: on Sunday 29 December "last week" is 22 to 28
December. A bare weekday is the latest one up to the article's own day unless the words look ahead. A month or day
without a year is of the article's own year (so the AP writes), of the year before where that lies half a year ahead or
a past tense leads to it, of the next where the words look ahead to what has passed. Seasons are the meteorological ones
of the northern half.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from factcheck.domain.figures import Bound
from factcheck.domain.spans import Span
from factcheck.figures.days import DAY, UNITS, Days, Told, days
from factcheck.figures.tables import either, table

SUNDAY, MONDAY = 6, 0
_AHEAD = 48


@dataclass(frozen=True, slots=True)
class Dating:
    """A date or range of days at `span`; both ends are included, None is open or, on both sides, unknown."""

    span: Span
    bound: Bound
    start: date | None
    end: date | None


@cache
def _pattern() -> re.Pattern[str]:
    full = [forms[0] for forms in table("dates")["months"]]
    short = [form for forms in table("dates")["months"] for form in forms[1:]]
    whole = "|".join(name.title() for name in full)
    shortened = "|".join(name.title() for name in short)
    months = rf"(?:(?:{whole})(?![a-z])|(?:{shortened})(?:\.|\b))"
    days = "|".join(name.title() for name in table("dates")["weekdays"])
    seasons = "|".join(table("dates")["seasons"])
    day = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
    year = r"(?:1[5-9]|20)\d\d"
    count = rf"(?:\d{{1,4}}|an?|{either(table('dates')['counts'])})"
    stretch = r"(?:(?P<when_>[Ee]arly|[Mm]id|[Ll]ate|the\s+(?:beginning|start|end|middle)\s+of)[\s-]+(?:in\s+)?)?"
    unit = "|".join(UNITS)
    shapes = [
        rf"(?P<iso>{year}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))",
        r"(?P<slashed>(?:1[0-2]|0?[1-9])/(?:[12]\d|3[01]|0?[1-9])/(?:20|19)?\d\d)\b(?!/)",
        # March 3-5, 2019; Oct. 12; October 2019
        rf"(?P<month>{months})\s*(?P<from_day>{day})\s?(?:-|–|to|through|and)\s?(?P<to_day>{day})\b(?!:)(?:,?\s+(?P<range_year>{year}))?",
        rf"(?P<month_a>{months})\s*(?P<day_a>{day})(?!\d|:\d|,\d{{3}}|\s?[ap]\.?m)"
        rf"(?:,?\s+(?P<year_a>{year})\b|\s+of\s+(?P<year_rel>(?i:last|this|next))\s+year\b)?",
        rf"(?P<day_b>{day})\s+(?:of\s+)?(?P<month_b>{months})(?:,?\s+(?P<year_b>{year})\b)?",
        rf"{stretch}(?P<month_c>{months})(?:,?\s+(?:of\s+)?(?P<year_c>{year})\b)?",
        rf"(?:the\s+)?(?P<part>first|second|third|fourth|last)\s+(?P<partial>quarter|half|three\s+months|six\s+months)\s+of\s+(?:(?P<part_year>{year})|(?P<part_rel>this|last|next)\s+year)",
        # the past three years, in the last 24 hours
        rf"(?i:(?:the\s+)?(?:past|last)\s+(?P<run>{count})\s+(?P<run_unit>hour|{unit})s?\b)",
        rf"(?i:(?:the\s+)?next\s+(?P<run_next>{count})\s+(?P<next_unit>{unit})s?\b)",
        rf"(?i:(?P<ago>{count}|a\s+couple\s+of)\s+(?P<ago_unit>{unit})s?\s+ago\b)",
        rf"(?i:{stretch}(?P<which>last|this|next|the\s+past|the\s+last|the\s+previous|past|previous|the\s+coming|later\s+this|earlier\s+this)\s+(?P<rel_unit>{unit}|weekend|fiscal\s+year)\b(?!\s*[’']s?\s+old|-))",
        # by the end of the year, over the weekend
        r"(?i:(?P<when_>the\s+(?:beginning|start|end|middle)\s+of)\s+(?P<this_unit>the\s+(?:week|month|year|decade)))\b",
        r"(?i:(?P<weekend>(?:over|during)\s+the\s+weekend))\b",
        rf"(?P<season_rel>(?i:last|this|next|the\s+past))\s+(?P<season>(?i:{seasons}))\b",
        rf"(?P<rel_month_which>(?i:last|this|next))\s+(?P<rel_month>{months})",
        rf"(?:the\s+)?(?P<season_b>{seasons})\s+(?:of\s+)?(?P<season_year>{year})\b",
        rf"(?P<day_rel>(?i:last|this|next))?\s*\b(?P<weekday>{days})\b(?!\s+(?:Night\s+Live|Times|Post))",
        r"(?P<near>(?i:the\s+day\s+before\s+yesterday|yesterday|today|tomorrow|tonight))\b(?!\s*[’']s\s+\w+s\b)",
        rf"{stretch}(?:[Tt]he\s+)?(?P<decade>(?:1[5-9]|20)\d0)[’']?s\b",
        rf"(?P<from_year>{year})\s?(?:-|–|to|through)\s?(?P<to_year>{year}|\d\d)\b(?![-–,]\d)",
        rf"{stretch}(?P<year>{year})\b(?![,.]\d|-\w|\s?(?:{_measured()}))",
    ]
    joint = "|".join(f"(?:{shape.replace('(?P<when_>', f'(?P<when_{n}>')})" for n, shape in enumerate(shapes))
    return re.compile(rf"(?<![\w$€£#/.,])(?<!\d-)(?:{joint})")


@cache
def _measured() -> str:
    units = table("units")
    named = [
        form for kind in ("measures", "currency_names", "shares") for forms in units[kind].values() for form in forms
    ]
    return rf"(?:{either(form for form in named if len(form) > 1)})\b|people\b|troops\b|soldiers\b|jobs\b|votes\b|%"


_LEADS = re.compile(
    r"(?<!\w)(?P<lead>since|after|before|until|till|by|prior\s+to|through|from|between|around|about|circa|no\s+later\s+than|"
    r"starting|beginning|as\s+of|on\s+or\s+before|on|in|during|over|throughout|within|for|at)\s+(?:(?:at|in|about|as\s+early\s+as|late|early)\s+)?"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?P<more>more\s+than|over|at\s+least|less\s+than|nearly|almost|about|around|roughly|some)\s+$", re.I
)
# a date before a noun, "the 1999 shooting", "Monday’s debate"
_MODIFIES = re.compile(
    r"[’']s\b|\s+(?!(?:and|or|but|when|that|the|a|an|in|on|at|by|to|with|for|from|as|while|because|until|he|she|it|they|we|who|which|"
    r"was|were|is|are|had|has|have|said|says|will|would|could|did|does)\b)[a-z]{3,}(?<!ed)\b"
)
_LOOKS_BACK = re.compile(
    r"(?:\w{2,}ed|was|were|had|began|fell|rose|came|went|took|met|won|lost|held|sent|made|said)\s+(?:\S+\s+){0,3}$",
    re.IGNORECASE,
)
_EITHER_WAY = re.compile(r"\b(?:until|till|through|by)\s+$", re.I)
_JOINT = re.compile(r"\s*(?:,\s*)?(?P<joint>and|to|until|through|-|–|—)\s*", re.I)


def dates(text: str, span: Span, published: date | None, week: int = SUNDAY) -> list[Dating]:
    """The dates of `span`, in order; `week` is the first day of a week, 0 for Monday to 6 for Sunday."""
    found: list[Dating] = []
    for match in _pattern().finditer(text, span.start, span.end):
        if not _stands_for_a_date(text, match):
            continue
        before = text[max(span.start, match.start() - 12) : match.start()]
        ahead, either_way = _looks_ahead(text, span, match), _EITHER_WAY.search(before) is not None
        back = (
            not ahead and _LOOKS_BACK.search(text, max(span.start, match.start() - _AHEAD), match.start()) is not None
        )
        told = Told(published, week, ahead, either_way, back)
        meant = days(given(match), told)
        if meant is None:
            continue
        place = Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
        found.append(_led(text, span, place, meant, match))
    return _joined(text, found)


def _stands_for_a_date(text: str, match: re.Match[str]) -> bool:
    told = given(match)
    before = text[max(0, match.start() - 24) : match.start()]
    if told.get("month_c") in ("May", "March") and not told.get("year_c") and not told.get("when"):
        # "May I", "March on Washington": a month only where a preposition or "last" leads to it
        return (
            re.search(
                r"\b(?:in|since|by|until|of|last|this|next|from|to|after|before|during|through)\s+$", before, re.I
            )
            is not None
        )
    if told.get("month_c") in ("April", "June", "August", "Jan", "Jan.") and not told.get("year_c"):
        return (
            re.search(r"(?:^|[a-z,.(“]\s+)$", before) is None
            or re.search(
                r"\b(?:in|since|by|until|of|from|to|after|before|this|during|through|and|early|late)\s+$", before, re.I
            )
            is not None
        )
    if told.get("year") and not told.get("when"):
        if re.search(
            r"(?:[$€£]|\bNo\.|\bBill|\b[Rr]oom|\b[Ff]light|\bRoute|\bBoeing|\bSection|\b[Rr]esolution|\bDirective|\bArticle|\bHouse|\bSenate)\s*$",
            before,
        ):
            return False
        return re.search(r"\d\s*$", before) is None or re.search(r"\b(?:1[5-9]|20)\d\d\s*$", before) is not None
    if told.get("near", "").lower() == "today":
        after = text[match.end() : match.end() + 1]
        return after not in ("’", "'") and not before.endswith(("USA ", "New York "))
    return not (told.get("weekday") and re.match(r"[’']s\s+[A-Z]|s\b", text[match.end() : match.end() + 5]))


def _looks_ahead(text: str, span: Span, match: re.Match[str]) -> bool:
    words = re.compile(rf"(?<!\w)(?:{either(table('dates')['ahead']['words'])})(?!\w)|[’']ll\b", re.I)
    before = text[max(span.start, match.start() - _AHEAD) : match.start()]
    # what is said of another clause does not count
    clause = re.split(r"[;:—]|\bsaid\b|\btold\b", before)[-1]
    return words.search(clause) is not None


def given(match: re.Match[str]) -> dict[str, str]:
    """What the groups of a match hold; "early", "mid" and "late" as `when`, whatever they stand before."""
    return {re.sub(r"_\d+$", "", key): value for key, value in match.groupdict().items() if value}


def _led(text: str, span: Span, place: Span, meant: Days, match: re.Match[str]) -> Dating:
    """A date with the word that leads to it: "since 2022" has no end, "before Friday" ends the day before."""
    start, end = meant
    bound = Bound.EXACT
    if match["from_day"] or match["from_year"]:
        bound = Bound.BETWEEN
    begin = place.start
    more = _MORE.search(text, max(span.start, begin - 16), begin) if match["ago"] else None
    if more is not None:
        word = " ".join(more["more"].lower().split())
        begin = more.start()
        if word in ("more than", "over", "at least"):
            # "more than 20 years ago" lies before the end of that year
            return Dating(Span(begin, place.end), Bound.MORE_THAN if word != "at least" else Bound.AT_LEAST, None, end)
        if word == "less than":
            return Dating(Span(begin, place.end), Bound.LESS_THAN, start, None)
        bound = Bound.NEARLY if word in ("nearly", "almost") else Bound.ABOUT
    lead = _LEADS.search(text, max(span.start, begin - 32), begin)
    if lead is None:
        return Dating(Span(begin, place.end), bound, start, end)
    word = " ".join(lead["lead"].lower().split())
    whole = Span(lead.start(), place.end)
    known = start is not None or end is not None
    if word in ("since", "starting", "beginning"):
        return Dating(whole, Bound.AT_LEAST, start, None if known else end)
    if word in ("after", "before", "prior to") and _MODIFIES.match(text, place.end):
        # "after the 1999 shooting" is still in 1999
        return (
            Dating(whole, Bound.MORE_THAN, start, None)
            if word == "after"
            else Dating(whole, Bound.LESS_THAN, None, end)
        )
    if word == "after":
        return Dating(whole, Bound.MORE_THAN, end + DAY if end else None, None)
    if word in ("until", "till", "by", "no later than", "on or before", "through"):
        return Dating(whole, Bound.AT_MOST, None, end)
    if word in ("before", "prior to"):
        return Dating(whole, Bound.LESS_THAN, None, start - DAY if start else None)
    if word in ("around", "about", "circa"):
        return Dating(whole, Bound.ABOUT, start, end)
    if word in ("between", "from"):
        # one end of a range, or one that is whole already
        return Dating(whole, bound, start, end)
    return Dating(Span(begin, place.end), bound, start, end)


def _joined(text: str, found: list[Dating]) -> list[Dating]:
    """`found` with "from May to July" and "between 2015 and 2019" as one range each."""
    made: list[Dating] = []
    for one in found:
        last = made[-1] if made else None
        joint = _JOINT.fullmatch(text, last.span.end, one.span.start) if last is not None else None
        if last is None or joint is None:
            made.append(one)
            continue
        opened = re.match(r"(between|from)\b", last.span.of(text), re.I)
        word = joint["joint"].lower()
        fits = word != "and" or (opened is not None and opened[1].lower() == "between")
        plain = opened is not None or word not in ("and", "to")
        closes = last.start is not None and one.end is not None and one.end >= last.start
        if fits and (plain or opened is not None) and closes and one.bound in (Bound.EXACT, Bound.AT_MOST):
            made[-1] = Dating(Span(last.span.start, one.span.end), Bound.BETWEEN, last.start, one.end)
        else:
            made.append(one)
    return made
