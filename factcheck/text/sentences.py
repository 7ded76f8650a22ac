"""Sentences of a text: where one assertion's frame ends and the next begins."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from factcheck.domain.spans import Span, trimmed
from factcheck.text.articles import body_spans

_END = re.compile(r"(?:[.!?…]+|[。！？])[\"”“’'»)\]]*(?=\s+|$)")
_NEXT_LETTER = re.compile(r"[\s\"“‘'«(\[–—-]*(\S)")
_INITIAL = re.compile(r"(?:^|[\s(“\"‘'])[A-Z]\.$")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.){2,}$")
_LAST_WORD = re.compile(r"[^\s(“\"‘'\[]*$")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = tomllib.loads((files("factcheck.text") / "data" / "abbreviations.toml").read_text(encoding="utf-8"))
    return frozenset(data["before_names"]), frozenset(data["before_figures"]), frozenset(data["anywhere"])


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order, without front matter, dateline or white space at their edges.

    Paragraphs always break. A full stop after an abbreviation or initial breaks only where what follows
    begins like a sentence; a quotation that its sentence continues does not break.
    """
    return [sentence for block in body_spans(text) for sentence in _of_paragraph(text, block)]


def _of_paragraph(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    begin = block.start
    for match in _END.finditer(text, block.start, block.end):
        if match.end() < block.end and _breaks(text, begin, match, block.end):
            found.append(trimmed(text, begin, match.end()))
            begin = match.end()
    last = trimmed(text, begin, block.end)
    if len(last):
        found.append(last)
    return found


def _breaks(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    following = _NEXT_LETTER.match(text, match.end(), end)
    if following is None:
        return False
    letter = following.group(1)
    if letter.islower():
        return False
    mark = match.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = text[max(begin, match.start() - 30) : match.start() + 1]
    word = _LAST_WORD.search(before)
    last = word.group().lower() if word else ""
    names, figures, anywhere = _abbreviations()
    if len(mark) > 1:
        return True
    if last in names or _INITIAL.search(before):
        return False
    if last in figures:
        return not letter.isdigit()
    if last in anywhere or _ACRONYM.search(before):
        return _starts_sentence(text, following.start(1), end)
    return True


def _starts_sentence(text: str, at: int, end: int) -> bool:
    """Whether the word after an abbreviation is one that begins sentences rather than names."""
    word = re.compile(r"[\w’']+").match(text, at, end)
    return word is not None and word.group().lower() in _starters()


@cache
def _starters() -> frozenset[str]:
    data = tomllib.loads((files("factcheck.text") / "data" / "abbreviations.toml").read_text(encoding="utf-8"))
    return frozenset(data["sentence_starters"])
