"""Acronyms and the long forms that a text gives for them."""

import re
from collections.abc import Iterator

from factcheck.domain.spans import Span
from factcheck.sources.lexicon import lexicon

# "Alliance to Reclaim Our Schools (AROS)"
_ACRONYM = re.compile(r"\(\s?[“\"]?(?:the )?([A-Z][A-Za-z&.-]{1,9})[”\"]?\s?\)")
_LONGEST = 100
_CAPITALS = re.compile(r"(?:[A-Z][a-z’'-]+(?: (?:of|for|the|and|in) | ))+[A-Z][a-z’'-]+$")


def acronyms(text: str) -> Iterator[tuple[Span, Span]]:
    """Each long form with the span of the acronym in parentheses after it (Schwartz & Hearst, PSB 2003)."""
    for match in _ACRONYM.finditer(text):
        short = re.sub(r"[^A-Za-z]", "", match.group(1))
        before = text[max(0, match.start() - 120) : match.start()].rstrip()
        begin = _long_form(short, before)
        if begin is None:
            begin = _blended_form(short, before)
        if begin is None:
            begin = _foreign_form(short, before)
        if begin is not None:
            shift = max(0, match.start() - 120)
            yield Span(shift + begin, shift + len(before)), Span(*match.span(1))


def _long_form(short: str, before: str) -> int | None:
    """Where in `before` the long form begins whose words give the letters of `short`, from the right."""
    words = [m for m in re.finditer(r"[\w’'&-]+", before)][-(len(short) + 5) :]
    letter = len(short) - 1
    for word in reversed(words):
        initials = [part[0] for part in word.group().split("-") if part] if "-" in word.group() else [word.group()[0]]
        for initial in reversed(initials):
            if (
                letter >= 0
                and initial.lower() == short[letter].lower()
                and (initial.isupper() or short[letter].islower())
            ):
                letter -= 1
        if letter < 0:
            return word.start()
    return None


def _blended_form(short: str, before: str) -> int | None:
    """Where the long form begins of which `short` takes the first letters in pieces: "(AfDB)", "(MoD)"."""
    pieces = re.findall(r"[A-Z][a-z]*", short)
    if len(pieces) < 2 or "".join(pieces) != short or short.isupper():
        return None
    names = [m for m in re.finditer(r"[\w’'&-]+", before) if m.group()[0].isupper()][-len(pieces) :]
    fits = len(names) == len(pieces) and all(
        name.group().startswith(piece) for name, piece in zip(names, pieces, strict=True)
    )
    return names[0].start() if fits and len(before) - names[0].start() < _LONGEST else None


def _foreign_form(short: str, before: str) -> int | None:
    """Where the name begins of which `short` has other letters, being those of another language: "(MSF)"."""
    name = _CAPITALS.search(before) if len(short) > 2 and short.isupper() else None
    if name is None:
        return None
    words = re.sub(r"^(?:The|In|At|For|From|But|And) ", "", name.group())
    given = lexicon().pronoun_of(words.split()[0])
    return None if given or " " not in words or lexicon().is_place(words) else len(before) - len(words)


def spelled_out(text: str, word: str) -> bool:
    """Whether a word in capitals is short for a name of the text: "WHO" beside "World Health Organization"."""
    if len(word) < 3 or not word.isupper() or not word.isalpha():
        return False
    return (
        re.search(r"(?<!\w)" + r" (?:(?:of|for|the|and) )*".join(rf"{letter}[a-z]+" for letter in word), text)
        is not None
    )
