"""One token of a text, and how words are folded to be compared."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class TokenKind(StrEnum):
    """What a token is to a reader who asks whether the meaning changed."""

    WORD = "word"
    NUMBER = "number"
    NEGATION = "negation"
    NAME = "name"
    DATE = "date"
    UNIT = "unit"
    HEDGE = "hedge"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a text at `start:end`.

    `norm` is what it is compared by: case, accents, marks and ways of writing a number are gone. `acronym` is true
    for capitals in a text that also has small letters.
    """

    start: int
    end: int
    text: str
    norm: str
    kind: TokenKind
    acronym: bool = False


MARKS = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""Characters that show nothing by themselves."""
APOSTROPHE = "['’‘ʼ`´＇]"
_HIDDEN = re.compile(f"[{MARKS}]")


def folded(text: str) -> str:
    """`text` in small letters, without accents, compatibility forms and invisible characters; straight apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", _HIDDEN.sub("", text)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(APOSTROPHE, "'", plain)


def recast(token: Token, norm: str, kind: TokenKind) -> Token:
    """`token` as another norm and kind."""
    return replace(token, norm=norm, kind=kind)


def merged(text: str, pieces: Sequence[Token], norm: str, kind: TokenKind) -> Token:
    """Neighbours as one token."""
    start, end = pieces[0].start, pieces[-1].end
    return Token(start, end, text[start:end], norm, kind)
