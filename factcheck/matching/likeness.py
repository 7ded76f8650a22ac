"""How likely two claims are one and the same: words shared, and names, numbers, dates and negations that differ."""

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from factcheck.matching.changes import opposed
from factcheck.matching.token import Token, TokenKind
from factcheck.matching.tokens import tokens
from factcheck.matching.words import words
from factcheck.sources.lexicon import lexicon

_WEIGHTS = {TokenKind.NAME: 2.0, TokenKind.NUMBER: 2.0, TokenKind.DATE: 1.5, TokenKind.UNIT: 1.0, TokenKind.WORD: 1.0}
_HEDGE_WEIGHT = 0.3
_ALIKE = 80
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "d")
_LEAST_STEM = 3
_DENIES = 2
_SAME_WORDS = 0.99
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be)\s+(?:\w+\s+)?\w+\s+by\b", re.IGNORECASE)
_VERBS_OF_SAYING = frozenset({"said", "says", "say", "claims", "claim", "claimed", "states", "stated", "according"})
_DENYING = frozenset({"against", "denied", "myth", "hoax"})


@dataclass(frozen=True, slots=True)
class Signs:
    """What two claims have in common and what not, each 0 to 1.

    `words` is the F1 of the weighed words that both have, `most` the larger of the two shares, `letters` the likeness
    of the spelling; the others are how far numbers, names, dates and negations contradict.
    """

    words: float
    most: float
    letters: float
    numbers: float
    names: float
    dates: float
    negation: float


@dataclass(frozen=True, slots=True)
class Negation:
    """A negating word as written, and the numbers of the telling words that it may deny."""

    text: str
    denied: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A claim in tokens, those that tell something apart."""

    text: str
    telling: tuple[Token, ...]
    stems: tuple[str, ...]
    negations: tuple[Negation, ...]
    passive: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability that two claims are one, the share of telling words that both have, and these words."""

    score: float
    share: float
    same: tuple[str, ...]
    different: tuple[str, ...]


def prepared(claim: str) -> Prepared:
    """`claim` ready to be compared with many."""
    found = tokens(claim)
    telling = tuple(token for token in found if _telling(token))
    negations = tuple(
        Negation(_word(claim, token), _denied(token, telling))
        for token in found
        if token.kind is TokenKind.NEGATION or token.norm in _DENYING
    )
    stems = tuple(_stem(token) for token in telling)
    return Prepared(claim, telling, stems, negations, _PASSIVE.search(claim) is not None)


def likeness(one: Prepared, other: Prepared) -> Likeness:
    """How likely `one` and `other` claim the same."""
    signs, mine, theirs = compared(one, other)
    weights = _model()
    total = weights["bias"] + sum(
        weights[field.name] * value for field, value in zip(fields(Signs), astuple(signs), strict=True)
    )
    same = _unique(token.text for number, token in enumerate(one.telling) if number in mine)
    different = _unique(
        token.text
        for claim, matched in ((one, mine), (other, theirs))
        for number, token in sorted(enumerate(claim.telling), key=lambda pair: pair[1].kind is TokenKind.WORD)
        if number not in matched
    )
    if signs.negation:
        negations = (negation.text for negation in (*_active(one, mine), *_active(other, theirs)))
        different = _unique([*negations, *different])
    score = 1 / (1 + math.exp(-total))
    if one.stems == other.stems and not (signs.negation or signs.names):
        score = max(score, _SAME_WORDS)
    return Likeness(score, signs.words, same, different)


def compared(one: Prepared, other: Prepared) -> tuple[Signs, set[int], set[int]]:
    """The signs, and which telling words of each claim the other has, too."""
    pairs = _paired(one, other)
    mine, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    share, their_share = _share(one, mine), _share(other, theirs)
    both = share + their_share
    left = [token for number, token in enumerate(one.telling) if number not in mine]
    right = [token for number, token in enumerate(other.telling) if number not in theirs]
    opposite = opposed(left, right)
    signs = Signs(
        words=2 * share * their_share / both if both else 0.0,
        most=max(share, their_share),
        letters=fuzz.token_set_ratio(" ".join(one.stems), " ".join(other.stems)) / 100,
        numbers=_contradiction(one, other, left, right, TokenKind.NUMBER),
        names=max(_contradiction(one, other, left, right, TokenKind.NAME), _swapped(one, other, pairs)),
        dates=_contradiction(one, other, left, right, TokenKind.DATE),
        negation=float((len(_active(one, mine)) % 2 != len(_active(other, theirs)) % 2) != opposite),
    )
    return signs, mine, theirs


@cache
def _model() -> dict[str, float]:
    data = tomllib.loads((files("factcheck.matching") / "data" / "likeness.toml").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in data.items()}


def _telling(token: Token) -> bool:
    if token.kind is TokenKind.NEGATION or token.norm.startswith("'"):
        return False
    if token.kind not in (TokenKind.WORD, TokenKind.HEDGE):
        return True
    return token.norm not in words().small and token.norm not in _VERBS_OF_SAYING and len(token.norm) > 1


def _denied(negation: Token, telling: Sequence[Token]) -> tuple[int, ...]:
    """The next telling words after a negation, or the last ones before it where none follow."""
    after = [number for number, token in enumerate(telling) if token.start >= negation.end]
    return tuple(after[:_DENIES] if after else range(max(0, len(telling) - _DENIES), len(telling)))


def _active(claim: Prepared, matched: set[int]) -> list[Negation]:
    """The negations of what both claims speak of: "and nobody noticed" denies nothing that the other says."""
    return [negation for negation in claim.negations if matched.intersection(negation.denied)]


def _word(claim: str, token: Token) -> str:
    """The whole word that a negation is part of: "didn't"."""
    begin = token.start
    while begin and claim[begin - 1].isalnum():
        begin -= 1
    return claim[begin : token.end]


def _weight(token: Token) -> float:
    return _WEIGHTS.get(token.kind, _HEDGE_WEIGHT)


def _stem(token: Token) -> str:
    norm = token.norm
    if norm.startswith("#"):
        return norm
    if token.kind is TokenKind.NAME and norm in lexicon().metonyms:
        # "Moscow" acts for Russia
        return lexicon().metonyms[norm].lower()
    for ending in _ENDINGS:
        if norm.endswith(ending) and len(norm) - len(ending) >= _LEAST_STEM:
            return norm[: -len(ending)]
    return norm


def _share(claim: Prepared, matched: set[int]) -> float:
    whole = sum(map(_weight, claim.telling))
    return (
        sum(_weight(token) for number, token in enumerate(claim.telling) if number in matched) / whole if whole else 0.0
    )


def _paired(one: Prepared, other: Prepared) -> list[tuple[int, int]]:
    """Telling words that are the same, the same but for the ending, or spelled alike; each once."""
    left = list(range(len(one.telling)))
    right = list(range(len(other.telling)))
    found: list[tuple[int, int]] = []
    for same in (_same_word, _same_stem):
        for a in list(left):
            match = next((b for b in right if same(one, a, other, b)), None)
            if match is not None:
                found.append((a, match))
                left.remove(a)
                right.remove(match)
    if left and right:
        likeness_of = process.cdist(
            [one.telling[a].norm for a in left], [other.telling[b].norm for b in right], scorer=fuzz.ratio
        )
        taken: set[int] = set()
        for row, a in enumerate(left):
            column = max(
                (c for c in range(len(right)) if c not in taken), key=lambda c: likeness_of[row][c], default=None
            )
            if column is None or likeness_of[row][column] < _ALIKE:
                continue
            b = right[column]
            if _comparable(one.telling[a], other.telling[b]):
                found.append((a, b))
                taken.add(column)
    return found


def _same_word(one: Prepared, a: int, other: Prepared, b: int) -> bool:
    return one.telling[a].norm == other.telling[b].norm


def _same_stem(one: Prepared, a: int, other: Prepared, b: int) -> bool:
    if one.stems[a] != other.stems[b]:
        return False
    mine, theirs = one.telling[a], other.telling[b]
    stands_for = any(token.norm in lexicon().metonyms for token in (mine, theirs))
    return _comparable(mine, theirs) or (stands_for and mine.kind is theirs.kind is TokenKind.NAME)


def _comparable(one: Token, other: Token) -> bool:
    """Whether two words that are only alike may be one: no numbers, no dates, no places, no opposites."""
    exact = (TokenKind.NUMBER, TokenKind.DATE, TokenKind.UNIT)
    if one.kind in exact or other.kind in exact:
        return False
    if lexicon().has("places", one.norm) or lexicon().has("places", other.norm):
        return False
    return not opposed([one], [other])


def _contradiction(
    one: Prepared, other: Prepared, left: Sequence[Token], right: Sequence[Token], kind: TokenKind
) -> float:
    """How far what both say of one kind differs: 0 where one of them says nothing."""
    mine, theirs = _of(one.telling, kind), _of(other.telling, kind)
    if not mine or not theirs:
        return 0.0
    return min(len(_of(left, kind)) / len(mine), len(_of(right, kind)) / len(theirs))


def _of(found: Sequence[Token], kind: TokenKind) -> list[Token]:
    return [token for token in found if token.kind is kind]


def _swapped(one: Prepared, other: Prepared, pairs: Sequence[tuple[int, int]]) -> float:
    """1 where two names that both claims have stand in the other order, so that who did it to whom is another.

    A passive turns the order round: "Ukraine was attacked by Russia".
    """
    names = [
        b for a, b in sorted(pairs) if one.telling[a].kind is TokenKind.NAME and other.telling[b].kind is TokenKind.NAME
    ]
    if len(names) < 2:
        return 0.0
    # names of several words keep their own order, so only where the groups stand to each other tells
    turned = names[0] > names[-1]
    return float(turned != (one.passive != other.passive))


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
