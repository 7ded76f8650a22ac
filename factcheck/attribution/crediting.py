"""Who speaks and who only listens: sources that the tagger leaves out or mistakes, and addressees in what is said."""

import re

from factcheck.attribution.tables import table
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span

_AUXILIARIES = 24
_PRONOUN = re.compile(r"\s(s?he|they|we|I)(?=[,.;:]|$|\s+(?:in|on|at)\b)")
_RELATIVE = re.compile(r",\s(which|who)\s(?:\w+ly\s|ha[sd]\s)?$")
_SIGNS = frozenset(":–—-")
_TOPIC = re.compile(r"(?P<name>[^\W\d_a-z][\w.’'-]*(?:\s[^\W\d_a-z][\w.’'-]*){0,3})\son\s[^\n]+")
_HEARS = re.compile(r"(?:has\s|have\s|had\s|also\s)*(?:hears?|heard)$")
_IS_TOLD = re.compile(r"(?:(?:has|have|had)\s(?:also\s)?been|is|are|was|were)\s(?:also\s)?told$")
# "court told" and "court told that" of a headline: somebody who tells has one to tell it
_TOLD_NOBODY = re.compile(r"told(?=\s*$|\s*[,.;:–—\n]|\s(?:that|how|of)\b)")
_ADDRESSEE = (
    r"(?:(?:the|a|an|his|her|their|its|our|my)\s)?(?!(?:of|in|on|at|for|from|with|by|who|that|there)\b)[\w’'-]+"
)
_WHOM_THAT = re.compile(rf"(?P<whom>{_ADDRESSEE}(?:\s[\w’'-]+){{0,4}}?)\s(?=that\s(?P<next>[\w’'“\"]+))")
_WHOM = re.compile(
    rf"(?P<whom>{_ADDRESSEE}(?:\s(?:and\s)?[\w’'-]+)?)\s"
    r"(?=(?:the|he|she|it|they|his|her|their|its|there|we|I|a|an|this|these|those)\s)"
)
_FINITE = re.compile(r"(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|must|should|\w+ed)$")
_NO_ADDRESSEE = re.compile(r"(?:it|he|she|they|this|these|those|there|is|are|was|were|\w+ed|\w+ing)$", re.IGNORECASE)


def left_out(text: str, one: Tagged) -> list[Span]:
    """The source of an attribution that has none, where its cue shows it."""
    return _pronoun_behind(text, one) or _relative_before(text, one)


def _pronoun_behind(text: str, one: Tagged) -> list[Span]:
    """The pronoun that stands behind the cue and is its subject: “…,” said he."""
    match = _PRONOUN.match(text, one.cue[-1].end) if one.cue else None
    if match is None or any(c.overlaps(Span(*match.span(1))) for c in one.content):
        return []
    return [Span(*match.span(1))]


def _relative_before(text: str, one: Tagged) -> list[Span]:
    """The relative pronoun that stands before the cue and is its subject: "the North, which views …"."""
    match = _RELATIVE.search(text, max(one.cue[0].start - _AUXILIARIES, 0), one.cue[0].start) if one.cue else None
    return [Span(*match.span(1))] if match else []


def without_topic(text: str, one: Tagged) -> list[Span]:
    """The source of a headline with a colon or dash without what it speaks about: "Biden on Gaza: ‘It must end’"."""
    if not one.source or not one.cue or one.cue[0].of(text).strip() not in _SIGNS:
        return list(one.source)
    topic = _TOPIC.fullmatch(text, *one.source[0])
    return [Span(*topic.span("name")), *one.source[1:]] if topic is not None else list(one.source)


def only_listens(text: str, one: Tagged) -> bool:
    """Whether the source is the audience: "Clerk took bribes, court told", "…, the inquest heard"."""
    if not one.source or not one.cue or len(one.source) > 1:
        return False
    last = one.source[0].of(text).split()[-1].lower()
    if last not in table("crediting")["audiences"]:
        return False
    cue = one.cue[-1]
    heard = _HEARS.match(text, *cue) or _IS_TOLD.match(text, *cue)
    return heard is not None or _TOLD_NOBODY.match(text, cue.start) is not None


def without_addressee(text: str, one: Tagged) -> Tagged:
    """`one` without whom it is said to at the head of the content, which comes right behind "told" or "warns"."""
    if not one.cue or not one.content or not 0 < one.content[0].start - one.cue[-1].end <= 1:
        return one
    verb = one.cue[-1].of(text).split()[-1].lower()
    lists, first = table("crediting"), one.content[0]
    match = None
    if verb in lists["telling"] or verb in lists["warning"]:
        match = _WHOM_THAT.match(text, *first)
        if match is not None and _FINITE.match(match["next"]):
            match = None  # "warned companies that pollute(d)"
    if match is None and verb in lists["telling"]:
        match = _WHOM.match(text, *first)
    if match is None or any(_NO_ADDRESSEE.match(word) for word in match["whom"].split()):
        return one
    return Tagged(one.source, one.cue, (Span(match.end(), first.end), *one.content[1:]), one.confidence)
