"""A claim in the tokens that tell something, each with its role, ready to be compared with others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.claims.syntax import WordClass
from factcheck.matching.degrees import Degrees, degrees
from factcheck.matching.lemmas import lemmas
from factcheck.matching.pairing import shares_of, state_of
from factcheck.matching.roles import Placed, roles
from factcheck.matching.token import Token, TokenKind, recast
from factcheck.matching.tokens import tokens
from factcheck.matching.words import words
from factcheck.sources.lexicon import lexicon

_DENIES = 2
_LONGEST_STATE = 3
_SMALL_SAYING = frozenset({"said", "says", "say", "claims", "claim", "claimed", "states", "stated", "according"})
_DENYING = frozenset({"against", "oppose", "opposes", "opposed", "denied", "myth", "hoax", "impossible"})
_DIRECTIONS = frozenset({"up", "down"})
_GOING = frozenset({"go", "come", "be"})
_TOGETHER = re.compile(r"[\s.’'-]*")


@dataclass(frozen=True, slots=True)
class Negation:
    """A negating word as written, and the numbers of the telling words that it may deny."""

    text: str
    norm: str
    denied: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A claim in tokens, those that tell something apart, each with its role; `runs` numbers names of several words."""

    text: str
    telling: tuple[Token, ...]
    placed: tuple[Placed | None, ...]
    negations: tuple[Negation, ...]
    runs: dict[int, int]
    degrees: Degrees
    shares: dict[float, tuple[int, int]]
    stems: str


def prepared(claims: Sequence[str]) -> list[Prepared]:
    """`claims` ready to be compared; many at once take less time than one after the other."""
    return [_prepared(claim, placed) for claim, placed in zip(claims, roles(claims), strict=True)]


def _prepared(claim: str, placed: Sequence[Placed]) -> Prepared:
    at = {one.start: one for one in placed}
    found = [_named(token, at.get(token.start)) for token in tokens(claim)]
    telling = tuple(
        _states(claim, [token for number, token in enumerate(found) if _telling(token) or _direction(found, number)])
    )
    negations = tuple(
        Negation(_word(claim, token), token.norm, _denied(token, telling))
        for number, token in enumerate(found)
        if (token.kind is TokenKind.NEGATION and not _answers(claim, token))
        or token.norm in _DENYING
        or _yet_to(found, number)
    )
    return Prepared(
        claim,
        telling,
        tuple(at.get(token.start) for token in telling),
        negations,
        _runs(claim, telling),
        degrees(found),
        shares_of(claim, telling),
        " ".join(min(lemmas(token.norm), key=len) for token in telling),
    )


def _named(token: Token, placed: Placed | None) -> Token:
    """The token as a name where only a beginning sentence hid it: "Congress paid", "H. W. Bush"."""
    if placed is None or placed.class_ is not WordClass.NAME or token.kind is not TokenKind.WORD:
        return token
    title = lexicon().has("titles", token.norm)
    return token if title or not token.text[:1].isupper() else recast(token, token.norm, TokenKind.NAME)


def _telling(token: Token) -> bool:
    if token.kind is TokenKind.NEGATION or token.norm.startswith("'"):
        return False
    if token.kind not in (TokenKind.WORD, TokenKind.HEDGE):
        return True
    if token.acronym:
        # the WHO
        return True
    return token.norm not in words().small and token.norm not in _SMALL_SAYING and len(token.norm) > 1


def _answers(claim: str, token: Token) -> bool:
    """Whether a "no" is an answer of its own: "No, they did not"."""
    return token.norm == "no" and claim[token.end : token.end + 1] in (",", ":", ".", "!", ";")


def _direction(found: Sequence[Token], number: int) -> bool:
    """Whether "up" or "down" tells which way something went: "went up 3 percent", "down from 7"."""
    if found[number].norm not in _DIRECTIONS:
        return False
    before = lemmas(found[number - 1].norm) if number else frozenset[str]()
    after = found[number + 1] if number + 1 < len(found) else None
    counted = after is not None and (after.kind is TokenKind.NUMBER or after.norm in ("by", "from"))
    return counted or not before.isdisjoint(_GOING)


def _states(claim: str, found: Sequence[Token]) -> Iterator[Token]:
    """`found` with each state by one name, whichever of its names stands there: "Pyongyang", "North Korean"."""
    at = 0
    while at < len(found):
        token = found[at]
        for length in range(_LONGEST_STATE, 0, -1):
            words_of = found[at : at + length]
            if len(words_of) < length or any(word.kind is not TokenKind.NAME for word in words_of):
                continue
            name = " ".join(word.norm for word in words_of)
            if (state := state_of(name)) != name or (length > 1 and lexicon().has("countries", name)):
                start, end = token.start, words_of[-1].end
                yield Token(start, end, claim[start:end], state, TokenKind.NAME)
                at += length
                break
        else:
            yield token
            at += 1


def _runs(claim: str, telling: Sequence[Token]) -> dict[int, int]:
    """Which name each word of a name belongs to."""
    found: dict[int, int] = {}
    for number, token in enumerate(telling):
        if token.kind is not TokenKind.NAME:
            continue
        before = telling[number - 1] if number - 1 in found else None
        together = before is not None and _TOGETHER.fullmatch(claim, min(before.end, token.start), token.start)
        found[number] = found[number - 1] if together else number
    return found


def _yet_to(found: Sequence[Token], number: int) -> bool:
    return [token.norm for token in found[number : number + 2]] == ["yet", "to"]


def _denied(negation: Token, telling: Sequence[Token]) -> tuple[int, ...]:
    """The next telling words after a negation, or the last ones before it where none follow."""
    after = [number for number, token in enumerate(telling) if token.start >= negation.end]
    if negation.norm == "without":
        return tuple(after[:1])
    return tuple(after[:_DENIES] if after else range(max(0, len(telling) - _DENIES), len(telling)))


def _word(claim: str, token: Token) -> str:
    """The whole word that a negation is part of: "didn't"."""
    begin = token.start
    while begin and claim[begin - 1].isalnum():
        begin -= 1
    return claim[begin : token.end]
