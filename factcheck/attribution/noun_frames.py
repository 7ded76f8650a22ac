"""Plain frames of a noun that reports, where the tagger sees no cue: "rejected [his] [claim] [that …]"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.attribution.frames import CONFIDENCE, Stretches
from factcheck.attribution.tables import table
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span, hull, trimmed
from factcheck.text.quotations import Quotation

_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|St)\.\s)?[A-Z][\w’'&-]*(?:\s[A-Z][\w.’'&-]*){0,3}"
_BODY = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s(?:[\w-]+\s){0,2}[\w-]+"
_HOLDER = rf"(?:(?:{_NAME}|{_BODY})(?:[’']s|(?<=s)[’'])|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur)"
_FEWEST = 3
_ENDS = re.compile(
    r",\s(?:and|but|or|which|who|while|saying|adding|as|though|although|after|before|when)\b|;|\s(?:–|—|--)\s"
)
_STRIP = " \t\r\n\u00a0.;,"


def noun_framed(
    text: str, sentences: list[Span], quotations: list[Quotation], found: Sequence[Tagged]
) -> Iterator[Tagged]:
    """An attribution for each such frame outside quotations whose words nobody of `found` has told yet.

    What is told of the claim may be told already ("The board rejected his claim that …"), what it says may not.
    """
    crediting = Stretches(span for one in found for span in (*one.cue, *one.source))
    told = Stretches(span for one in found for span in (*one.cue, *one.content))
    quoted = Stretches(q.span for q in quotations if q.depth == 0)
    contents = [hull(one.content) for one in found]
    for sentence in sentences:
        if not told.touch(sentence):
            yield from (one for one in _whole(text, sentence) if not quoted.touch(one.cue[0]))
        for one in _within(text, sentence):
            said = Span(one.cue[0].start, one.content[0].end)
            new = all(content.covers(said) or not content.overlaps(one.content[0]) for content in contents)
            if new and not crediting.touch(one.cue[0]) and not quoted.touch(one.cue[0]):
                yield one


def _whole(text: str, sentence: Span) -> Iterator[Tagged]:
    """ "In the view of the navy, …" and "The panel's verdict: …" """
    for name in ("in_view", "verdict"):
        match = _patterns()[name].fullmatch(text, *sentence)
        if match is not None:
            yield _tagged(text, match, sentence.end)


def _within(text: str, sentence: Span) -> Iterator[Tagged]:
    """ "rejected his claim that …" and "amid claims by the union that …" """
    for name in ("held", "by"):
        for match in _patterns()[name].finditer(text, *sentence):
            end = _ENDS.search(text, match.end("cue"), sentence.end)
            one = _tagged(text, match, end.start() if end else sentence.end)
            if len(one.content[0].of(text).split()) >= _FEWEST:
                yield one


def _tagged(text: str, match: re.Match[str], end: int) -> Tagged:
    content = trimmed(text, match.start("content"), end, _STRIP)
    return Tagged((Span(*match.span("source")),), (Span(*match.span("cue")),), (content,), CONFIDENCE)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The frames with the nouns of data/nouns.toml; those of "held" and "by" match up to the "that" of the content."""
    lists = table("nouns")
    saying, viewing, closing, before = (
        "|".join(sorted(lists[name], reverse=True)) for name in ("saying", "viewing", "closing", "before")
    )
    return {
        "held": re.compile(
            rf"\b(?:{before}|[a-z]+(?:ed|ing))\s(?P<source>{_HOLDER})\s(?:[a-z-]+\s){{0,2}}?(?P<cue>{saying})s?\s"
            r"(?P<content>that\s)"
        ),
        "by": re.compile(
            rf"\b(?:{before}|[a-z]+(?:ed|ing))\s(?:(?:an?|the|recent|earlier)\s)*(?P<cue>(?:{saying})s?\s(?:by|from))\s"
            r"(?P<source>[\w.’'&-]+(?:\s[\w.’'&-]+){0,5}?)\s(?P<content>that\s)"
        ),
        "in_view": re.compile(
            rf"(?P<cue>In\s(?:the\s)?(?:{viewing})\sof)\s(?P<source>{_NAME}|{_BODY}),\s(?P<content>\S.+)", re.DOTALL
        ),
        "verdict": re.compile(
            rf"(?P<source>{_HOLDER})\s(?:[a-z-]+\s){{0,2}}?(?P<cue>{closing}):\s(?P<content>\S.+)", re.DOTALL
        ),
    }
