"""How likely two claims are one: words shared, and names, numbers, dates, roles and negations that differ."""

import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from factcheck.matching.acting import exchanged, replaced, turned_prepositions
from factcheck.matching.changes import opposites, persons_differ
from factcheck.matching.claimed import Prepared
from factcheck.matching.degrees import at_odds
from factcheck.matching.denying import active, converse, denied
from factcheck.matching.naming import other_names, other_people
from factcheck.matching.pairing import Pairs, paired
from factcheck.matching.replacing import (
    other_actor,
    other_kind,
    other_owner,
    other_time,
    other_verb,
    turned_order,
)
from factcheck.matching.token import Token, TokenKind
from factcheck.sources.lexicon import lexicon

_WEIGHTS = {TokenKind.NAME: 2.0, TokenKind.NUMBER: 2.0, TokenKind.DATE: 1.5, TokenKind.UNIT: 1.0, TokenKind.WORD: 1.0}
_HEDGE_WEIGHT = 0.3
_SAME_WORDS = 0.99
_REST_OF_NAME = 0.25
_CONTRARY_DENIED = 0.9


@dataclass(frozen=True, slots=True)
class Signs:
    """What two claims have in common and what not, each 0 to 1.

    `words` is the F1 of the weighed words that both have, `most` the larger of the two shares, `letters` the likeness
    of the spelling; the others are how far they contradict: numbers, names, dates, negations, who does it to whom, how
    much or how surely, one thing named in another's place, another verb, another who acts, another kind of one thing.
    """

    words: float
    most: float
    letters: float
    numbers: float
    names: float
    dates: float
    negation: float
    actors: float
    degree: float
    replaced: float
    verb: float
    actor: float
    kind: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability that two claims are one, the share of telling words that both have, and these words."""

    score: float
    share: float
    same: tuple[str, ...]
    different: tuple[str, ...]


def likeness(one: Prepared, other: Prepared) -> Likeness:
    """How likely `one` and `other` claim the same."""
    signs, pairs = compared(one, other)
    weights = _model()
    total = weights["bias"] + sum(weight * getattr(signs, name) for name, weight in weights.items() if name != "bias")
    mine, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    same = _unique(token.text for number, token in enumerate(one.telling) if number in mine)
    different = _unique(
        token.text
        for claim, matched in ((one, mine), (other, theirs))
        for number, token in sorted(enumerate(claim.telling), key=lambda pair: pair[1].kind is TokenKind.WORD)
        if number not in matched
    )
    if signs.negation:
        negations = (negation.text for negation in (*active(one, mine), *active(other, theirs)))
        different = _unique([*negations, *different])
    score = 1 / (1 + math.exp(-total))
    contradicts = signs.negation or signs.names or signs.actors or signs.degree or signs.numbers
    if not contradicts and [token.norm for token in one.telling] == [token.norm for token in other.telling]:
        score = max(score, _SAME_WORDS)
    return Likeness(score, signs.words, same, different)


def compared(one: Prepared, other: Prepared) -> tuple[Signs, Pairs]:
    """The signs, and which telling words of both are one."""
    shares = one.shares.keys() & other.shares.keys()
    pairs = paired(
        one.telling,
        other.telling,
        [pair for value in shares for pair in zip(one.shares[value], other.shares[value], strict=True)],
    )
    mine, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    left = [token for number, token in enumerate(one.telling) if number not in mine]
    right = [token for number, token in enumerate(other.telling) if number not in theirs]
    contrary = opposites(left, right)
    turned = exchanged(one, other, pairs)
    if turned and any(converse(a, b) for a in left for b in right):
        # "Lula beat Bolsonaro", "Bolsonaro lost to Lula"
        turned, contrary = False, None
    negated = denied(one, other, pairs, mine, theirs, contrary)
    if (
        contrary is not None
        and not negated
        and any(active(claim, set(range(len(claim.telling)))) for claim in (one, other))
    ):
        # "did not attend", "skipped"
        a, b = one.telling.index(contrary[0]), other.telling.index(contrary[1])
        pairs[a, b] = _CONTRARY_DENIED
        mine.add(a)
        theirs.add(b)
    share = _share(one, {a: strength for (a, _), strength in pairs.items()})
    their_share = _share(other, {b: strength for (_, b), strength in pairs.items()})
    both = share + their_share
    signs = Signs(
        words=2 * share * their_share / both if both else 0.0,
        most=max(share, their_share),
        letters=fuzz.token_set_ratio(one.stems, other.stems) / 100,
        numbers=max(
            _contradiction(one, other, left, right, TokenKind.NUMBER),
            _contradiction(one, other, left, right, TokenKind.UNIT),
            float(
                any(
                    _percent(one, a) != _percent(other, b)
                    for a, b in pairs
                    if one.telling[a].norm == other.telling[b].norm and one.telling[a].norm[:1] == "#"
                )
            ),
        ),
        names=max(
            other_names(one, other, pairs),
            float(persons_differ(left, right)),
            other_owner(one, other, pairs, mine, theirs),
            other_people(one, other, mine, theirs),
        ),
        dates=_contradiction(one, other, left, right, TokenKind.DATE),
        negation=float(negated),
        actors=max(float(turned or turned_prepositions(one, other, pairs)), turned_order(one, other)),
        degree=max(at_odds(one.degrees, other.degrees), other_time(one, other)),
        replaced=replaced(one, other, pairs, mine, theirs),
        verb=other_verb(one, other, mine, theirs),
        actor=other_actor(one, other, mine, theirs),
        kind=other_kind(one, other, pairs, mine, theirs),
    )
    return signs, pairs


@cache
def _model() -> dict[str, float]:
    data = tomllib.loads((files("factcheck.matching") / "data" / "likeness.toml").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in data.items()}


def _weight(token: Token) -> float:
    return _WEIGHTS.get(token.kind, _HEDGE_WEIGHT)


def _share(claim: Prepared, matched: dict[int, float]) -> float:
    named = {claim.runs[number] for number in matched if number in claim.runs}
    weights = [_weight(token) for token in claim.telling]
    for number, token in enumerate(claim.telling):
        # "President Reagan" is as much of a name as "Ronald Reagan"
        rest = number not in matched and (claim.runs.get(number) in named or lexicon().has("titles", token.norm))
        weights[number] *= _REST_OF_NAME if rest else 1.0
    whole = sum(weights)
    return sum(weights[n] * strength for n, strength in matched.items()) / whole if whole else 0.0


def _contradiction(
    one: Prepared, other: Prepared, left: Sequence[Token], right: Sequence[Token], kind: TokenKind
) -> float:
    """How far what both say of one kind differs: 0 where one of them says nothing."""
    mine, theirs = _of(one.telling, kind), _of(other.telling, kind)
    if not mine or not theirs:
        return 0.0
    return math.sqrt(min(len(_of(left, kind)) / len(mine), len(_of(right, kind)) / len(theirs)))


def _percent(claim: Prepared, number: int) -> bool:
    """Whether the word after the number makes a share of it."""
    following = claim.telling[number + 1 : number + 2]
    return bool(following) and following[0].norm == "percent"


def _of(found: Sequence[Token], kind: TokenKind) -> list[Token]:
    return [token for token in found if token.kind is kind]


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
