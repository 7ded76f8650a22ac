"""Whose words a medium passes on: "…, Bloomberg reported, citing people familiar", "…, it quotes her as saying"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span, hull
from factcheck.sources.phrases import is_source

_CITING = re.compile(
    r",?\s(?P<cue>citing|quoting)\s(?P<source>[^,.;:“”\"\n]{3,120}?"
    # "the civil defense chief, Ali Saleh"
    r"(?:,\s[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]*){0,2}\s[A-Z][\w’'-]+)?)(?=\s?[,.;:]|\sas\ssaying\b|\n|$)"
)
_LEAST = 0.7


def cited(text: str, tagged: Sequence[Tagged]) -> list[Tagged]:
    """`tagged` with what somebody reports by citing others credited to these others, too.

    Both have the same content; `cites` tells which passes on which.
    """
    more: list[Tagged] = []
    gone: list[Span] = []
    read: list[Tagged] = []
    for one in (_without_citing(text, one) for one in tagged):
        read.append(one)
        if not one.source or not one.cue or not one.content:
            continue
        end = max(one.source[-1].end, one.cue[-1].end)
        match = _CITING.match(text, end)
        if match is None and one.content[-1].end > end:
            match = _CITING.match(text, one.content[-1].end)
        if match is None or not is_source(match["source"]):
            continue
        cue = Span(*match.span("cue"))
        gone.append(cue)
        more.append(Tagged((Span(*match.span("source")),), (cue,), one.content, min(one.confidence, _LEAST)))
    kept = [one for one in read if not any(cue.overlaps(span) for cue in one.cue for span in gone)]
    return sorted([*kept, *more], key=lambda one: (one.cue or one.content)[0]) if more else list(tagged)


def _without_citing(text: str, one: Tagged) -> Tagged:
    """`one` without the citing of others that its content was taken to end with: "that …, quoting officials"."""
    if not one.source or not one.cue or not one.content or one.cue[-1].end > one.content[-1].start:
        return one
    last = one.content[-1]
    for match in _CITING.finditer(text, *last):
        told = text[last.start : match.start()]
        if text[match.start()] == "," and last.end - match.end() <= 1 and told.count("“") == told.count("”"):
            return replace(one, content=(*one.content[:-1], Span(last.start, match.start())))
    return one


def cites(text: str, one: Tagged, other: Tagged) -> bool:
    """Whether `one` reports by citing `other`'s source."""
    return (
        one is not other
        and bool(other.cue)
        and (other.cue[0].of(text) in ("citing", "quoting") or other.cue[0].of(text).startswith("as "))
        and one.content == other.content
        and hull(one.source or one.content).start != hull(other.source or other.content).start
    )
