"""A claim in the tokens that tell something, each with its role, ready to be compared with others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.claims.syntax import WordClass
from factcheck.matching.degrees import Degrees, degrees
from factcheck.matching.lemmas import lemmas
from factcheck.matching.pairing import shares_of, state_of
from factcheck.matching.phrasal import in_one_word
from factcheck.matching.roles import Placed, roles
from factcheck.matching.token import Token, TokenKind, recast
from factcheck.matching.tokens import tokens
from factcheck.matching.words import words
from factcheck.sources.lexicon import lexicon

_DENIES = 2
_LONGEST_STATE = 3
_SMALL_SAYING = frozenset({"said", "says", "say", "claims", "claim", "claimed", "states", "stated", "according"})
_DENYING = frozenset({"against", "oppose", "opposes", "opposed", "denied", "myth", "hoax", "impossible"})
_NONE = frozenset({"not", "no", "without"})
_OFTEN = {"twice": "#2", "thrice": "#3"}
_OPINIONS = frozenset(
    {"vote", "argue", "argument", "speak", "campaign", "rule", "decide", "protest", "rally", "march", "stand", "out",
     "side", "advise", "warn", "come", "lobby", "voter"}
)  # fmt: skip
_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_DENIED = frozenset({"deny", "denies", "denied"})
_YEARS = {"decade": 10, "decades": 10, "century": 100, "centuries": 100}
_DIRECTIONS = frozenset({"up", "down"})
_GOING = frozenset({"go", "come", "be"})
_TOGETHER = re.compile(r"[\s.’'-]*|\s+of\s+(?:the\s+)?")


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
    found = in_one_word(_refused([_named(token, at.get(token.start)) for token in _plain(tokens(claim))]))
    found = [_of_body(token, found[number + 1 : number + 2]) for number, token in enumerate(found)]
    telling = tuple(
        _states(claim, [token for number, token in enumerate(found) if _telling(token) or _direction(found, number)])
    )
    negations = tuple(
        Negation(_word(claim, token), token.norm, _denied(token, telling))
        for number, token in enumerate(found)
        if (token.kind is TokenKind.NEGATION and not _answers(claim, token))
        or (token.norm in _DENYING and _opposes(found, number))
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


def _plain(found: Sequence[Token]) -> Iterator[Token]:
    """`found` with one way of saying it for several: "not a single", "two times", "two decades", "zero"."""
    for number, token in enumerate(found):
        before = [one.norm for one in found[max(0, number - 2) : number]]
        if token.norm in ("single", "one") and not _NONE.isdisjoint(before):
            continue
        if token.norm == "times" and before[-1:] == ["#2"]:
            continue
        if token.norm in _OFTEN:
            yield recast(token, _OFTEN[token.norm], TokenKind.NUMBER)
        elif token.norm == "single":
            yield recast(token, "one", TokenKind.NUMBER)
        elif token.norm == "#0" and token.text.isalpha():
            yield recast(token, "no", TokenKind.NEGATION)
        elif token.norm in _YEARS:
            count = re.fullmatch(r"#(\d+)", before[-1]) if before else None
            if count is None:
                yield recast(token, f"#{_YEARS[token.norm]}", TokenKind.NUMBER)
            yield recast(token, "years", TokenKind.DATE)
        elif found[number + 1 : number + 2] and found[number + 1].norm in _YEARS and token.norm[1:].isdigit():
            yield recast(token, f"#{int(token.norm[1:]) * _YEARS[found[number + 1].norm]}", TokenKind.NUMBER)
        else:
            yield token


def _opposes(found: Sequence[Token], number: int) -> bool:
    """Whether "against" denies: "voted against the bill", but not "a complaint against the officer"."""
    if found[number].norm != "against" or not number:
        return True
    before = found[number - 1].norm
    return before in _BE or not lemmas(before).isdisjoint(_OPINIONS)


def _refused(found: Sequence[Token]) -> list[Token]:
    """`found` with "refused" for the "denied" of a permit or an entry, which says nothing of what is true."""
    result = list(found)
    for number, token in enumerate(found):
        following = {one.norm for one in found[number + 1 : number + 5]}
        if token.norm in _DENIED and not words().granted.isdisjoint(following):
            result[number] = recast(token, "refused", TokenKind.WORD)
    return result


def _named(token: Token, placed: Placed | None) -> Token:
    """The token as a name where only a beginning sentence hid it: "Congress paid", "H. W. Bush"."""
    if placed is None or placed.class_ is not WordClass.NAME or token.kind is not TokenKind.WORD:
        return token
    title = lexicon().has("titles", token.norm)
    return token if title or not token.text[:1].isupper() else recast(token, token.norm, TokenKind.NAME)


def _of_body(token: Token, following: Sequence[Token]) -> Token:
    """A title as a name where it is part of that of a body: "the Justice Department"."""
    body = bool(following) and following[0].kind is TokenKind.NAME and following[0].norm in lexicon().body_classes
    title = token.text[:1].isupper() and lexicon().has("titles", token.norm)
    return recast(token, token.norm, TokenKind.NAME) if body and title else token


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
