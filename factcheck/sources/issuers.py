"""Whose words a document holds that the text only calls "the letter" or "the ruling", and which book "the book" is."""

import re

from factcheck.sources.discourse import Discourse
from factcheck.sources.entities import Entity
from factcheck.sources.phrases import Phrase

_COURTS = frozenset({"court", "courts", "judge", "judges", "justice", "justices", "tribunal", "panel", "magistrate"})
_RULINGS = frozenset({"ruling", "opinion", "decision", "verdict", "order", "judgment", "judgement", "injunction"})
_BOOKS = frozenset({"book", "memoir", "memoirs", "autobiography", "novel", "biography"})
_REACH = 2500
_QUANTITY = re.compile(r"(?:a|an|the) (?:group|number|handful|couple|bunch) of ", re.IGNORECASE)
_BEGINNINGS = frozenset({"A", "An", "The", "Some", "Several", "Two", "Three", "Dozens"})
# "a group of parents sent a letter", "the senators wrote another angry letter"
_SENT = re.compile(
    r"(?P<who>[^.;\n]{2,120}?)\s(?:(?:have|has|had|also|jointly)\s)*(?:sent|wrote|signed|penned|delivered|released|issued"
    r"|published|posted|sending|addressed)\s(?:a|an|another|the|this|his|her|its|their)\s(?:[\w’'-]+\s){0,4}letter\b"
)
_TITLE = (
    r"[“\"‘']?(?P<title>[A-Z][\w’'-]*(?::?\s(?:[A-Z][\w’'-]*|(?:of|the|and|a|an|in|to|for|on|with|from|at)(?=\s)))*)"
)
# "a memoir of her time entitled Living History", "her 2003 book, Living History,"
_CALLED = re.compile(
    rf"\b(?:book|memoirs?|autobiography|novel|biography)\b(?:[^.;\n]{{0,80}}?\s(?:entitled|titled|called)\s|,\s){_TITLE}"
)


def sender(discourse: Discourse, found: Phrase, start: int) -> Entity | str | None:
    """Who sent the letter that the phrase `found` at `start` means: a body of the text, or its description."""
    if found.head not in ("letter", "letters") or found.owner:
        return None
    text = discourse.text
    sent = None
    for match in _SENT.finditer(text, max(0, start - _REACH), start):
        sent = match
    if sent is None:
        return None
    begin, end = sent.span("who")
    begin += max((comma.end() for comma in re.finditer(r",\s", sent["who"])), default=0)
    for occurrence in reversed(discourse.occurrences[: discourse.before(end)]):
        if occurrence.span.start < begin:
            break
        whole = occurrence.span.start == begin or occurrence.form in ("name", "joint")
        if whole and occurrence.span.end == end:
            return occurrence.entity
    who = _QUANTITY.sub("", text[begin:end].strip())
    return who if who[:1].islower() or who.split()[0] in _BEGINNINGS else None


def court(discourse: Discourse, found: Phrase, start: int) -> Entity | None:
    """The court whose ruling the phrase `found` at `start` means: the one mentioned last before it."""
    if found.head not in _RULINGS or found.modifiers or found.owner or found.tail:
        return None
    at = discourse.before(start)
    for occurrence in reversed(discourse.occurrences[max(0, at - 40) : at]):
        if _COURTS & (set(occurrence.entity.words) | occurrence.entity.roles):
            return occurrence.entity
    return None


def title(discourse: Discourse, found: Phrase, start: int) -> str | None:
    """The title that the text gives the book which the phrase `found` at `start` means."""
    if found.head not in _BOOKS or found.modifiers or found.tail:
        return None
    called = None
    for match in _CALLED.finditer(discourse.text, max(0, start - _REACH), start):
        called = match
    return " ".join(called["title"].split()) if called is not None else None
